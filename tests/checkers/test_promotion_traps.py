"""Articles about promotion are no promotion: marketing, payments, short video, communities, newsletters."""

import pytest

from tests.support import check, document, plan_for

TRAPS = {
    "公众号运营": """# 一个公众号的七年

县文化馆的公众号开了七年，粉丝数停在四千二，编辑换过三个人，后台密码一直写在同一张便签上。

第一任编辑姓方，她相信关注来自文章本身，所以从不在文末写“欢迎关注我们的公众号”这样的话。第二任编辑相信技巧，他把关注按钮挪到开头，又在标题里加了星号，三个月涨了六百人，又掉了五百人。

第三任编辑做过统计：读者打开一篇文章的平均时间是四十一秒，其中有人点赞、有人转发，更多的人看完就走。他在本子上写，点赞量和来馆里的人数没有关系，下雨天才有关系。

馆长后来问他，要不要设为星标，要不要做视频号。他说都行，反正写的还是那条河。
""",
    "广告史": """# 墙上的广告

广告是这条街最早亮起来的东西。一九三五年，药店门口挂出第一块霓虹招牌，招牌上的字每年坏一个。

那时的广告合作没有合同，药店给电料行两斤红糖，电料行替它换灯管。广告投放的效果也没有人算过，掌柜只看晚上有没有人拍门。

六十年后，同一面墙上贴满了小广告：通下水道、办证、招工。城管每天来撕，撕到第三层能看见报纸，撕到第五层能看见当年的底漆。

如今墙归了文保单位。说明牌上写着，此墙曾发布广告三千余种，赞助商已不可考。
""",
    "扫码支付": """# 菜市场里的二维码

菜市场的摊位上一共有三种二维码：收款的、点评的、溯源的。买菜的人只认第一种。

卖豆腐的老郑不用手机，他的二维码是女儿印的，扫码支付的钱进女儿的账，月底再换成现金给他。有人扫错了，扫到隔壁卖鱼的摊上，卖鱼的就给他端一块豆腐过来。

去年有人夜里换掉了四个摊位的码，用户扫描二维码以后，钱进了一个外地账户。派出所贴出告示，提醒大家付款前看清名字。

现在老郑每天早上第一件事，是自己扫一扫那张码，付一分钱，再让女儿把这一分钱记下来。
""",
    "短视频": """# 山里的一百万次播放

视频是放羊的时候拍的，十一秒，一只羊从石头上跳过去，没有跳过，又跳了一次。

平台把它推给了一百万人。点赞、评论和转发在第三天到顶，第四天落下去一半，第七天只剩零头。研究短视频的人说，这是一条标准的曲线，所有突然红起来的东西都沿着它走。

评论区里有人要买羊，有人要来看石头，有人留言说想起了外公。放羊的人不识字，孙女念给他听，念到第四百条，他说够了。

孙女后来也学着剪视频，结尾学别人加一句“喜欢就点个赞吧”，外公问她这句话是说给谁听的，她想了想，把它剪掉了。
""",
    "知识付费": """# 训练营的第二十一天

报名那天她交了一千二百九十九元，客服发来一张课表，二十一天，每天一节。

她后来才知道，同一个班里的人交的钱不一样：有人赶上早鸟价，有人用了优惠券，有人是被同事拉进来的。名额有限是真的，因为老师只有两位，作业却要一份一份地改。

课程讲到第十四天，交作业的人剩下三分之一。研究在线教育的学者把这叫作“第二周的悬崖”，完课率和价格几乎没有关系，和有没有人催有关系。

第二十一天，她把结业证书打印出来，夹进了一本旧词典，词典里还夹着前年的那一张。
""",
    "群": """# 业主群的最后一条消息

群是交房那天建的，五百个人，物业经理、两位律师、一位中医，还有一个从来不说话的头像。

头一年大家都在群里。谁家漏水，谁家装修，谁捡到一串钥匙，群里一问便知。后来有人拉新群，有人退群，群名从“幸福家园”改成“维权一群”，又改成“通知群”。

物业说，入群需要备注楼号和姓名，这个规定引起了争论：有人认为这是为了安全，有人认为这是为了记账。争论持续了一个冬天，最后不了了之。

群里最后一条消息是去年腊月发的：谁家的猫在地库里，黄的，左耳有缺口。没有人回复，猫自己回了家。
""",
    "采访": """# 修钟的人

钟楼上的钟停过十一次，每一次都是许师傅修好的。

记者：您有没有想过收徒弟？

许师傅：想过。前年厂里请我去讲课，我说随时欢迎你们来看，扫码报名什么的我不会，人来了就行。后来来了三个，走了三个。

记者：现在还有人请您吗？

许师傅：有。他们让我加微信，进群，我说我那个手机只能打电话。非常感谢他们还记得我，也谢谢你今天上来，这楼梯不好走。

记者：最后再问一句，钟还会停吗？

许师傅：会停。停了再修。
""",
    "订阅制": """# 牛奶是怎么变成订阅的

一百年前，城里的牛奶就是订阅的：月初交钱，天不亮送到门口，空瓶子第二天收走。

后来有了冰箱和超市，订阅消失了四十年。再后来，软件公司把它捡了回来，付费会员、连续包月、首月一元，奶站的老规矩换了一身衣服。

消费者协会收到的投诉里，取消订阅最难的是健身房，其次是视频网站。按钮藏在第四层菜单，字是灰的。有人为了退订，换了一张银行卡。

奶站还剩最后一家，在铁路宿舍。会员不用注册，站长认得每一只瓶子。
""",
    "报纸付费墙": """# 墙里的报纸

报社在二〇一二年竖起付费墙，会员才能阅读全文，其余的人只能看到前三段。

头一年，广告少了两成，订阅收入涨了一倍，可是两倍的零还是零，社长说。第三年他们放开了天气和讣告，因为有老人打电话来问，凭什么死人的消息也要收钱。

墙外的人想了很多办法：清除记录，换浏览器，请朋友截图。编辑部知道，也不拦，他们把这叫作试读。

第十年，订户超过了当年的发行量。社长退休那天，把自己的会员也续上了。
""",
    "电台": """# 深夜电台

节目每晚十一点开始，主持人姓顾，声音像刚睡醒。

那时收听节目要靠收音机，听众写信，信封里夹着树叶、邮票和钱。钱一律退回去，主持人在节目里念出名字，说心意收到了，请不要再寄。

后来节目搬到网上，变成了播客，听众可以打赏。第一个月收到四百三十元，其中一百元来自监狱的图书室。顾姐把它们换成了电池，寄给还在用收音机的人。

如今节目停了，档案里有两千一百封信。研究者说，这是那座城市唯一没有被改写过的夜晚。
""",
    "团购": """# 买菜团长的一天

早上六点，团长老姜开始接龙，西红柿三块九，鸡蛋十二块八，限时到九点，数量有限，先到先得。

楼里的人嫌他啰唆，又离不开他。他知道谁家有糖尿病人，谁家孩子过敏，下单之前先打电话去问。平台给他的佣金是一成，他说够买烟。

后来平台补贴没了，团长一个个退出，老姜还在做。有人劝他涨价，他说涨了就不叫街坊了。

记者离开的时候，他正在给一户人家退款，少了两个鸡蛋，一块六。
""",
    "微信史": """# 一个绿色图标的十二年

最早的版本只能发文字和图片。后来有了语音，老人第一次不用打字。再后来有了朋友圈，有了公众号，有了付款码。

公众号刚上线的时候，谁也不知道该写什么。有人转载菜谱，有人连载小说，有人每天只发一句天气。“阅读原文”四个字出现在左下角，产品经理说，那是留给外部世界的一扇窗。

窗后来越开越小。点击阅读原文的人不到百分之一，窗外的网站一家一家关了门。

十二年里，图标换过两次颜色，深浅差得只有设计师看得出来。
""",
    "直播带货": """# 凌晨两点的直播间

凌晨两点，直播间里还有四十一个人。主播举着一件羽绒服，说库存只剩十七件，原价八百九十九，今天三百九。

场控在屏幕外面数数，数到三，改库存，改价格，改倒计时。这套话术有一个名字叫逼单，培训手册里写了十一页，其中三页讲停顿。

观众并不都是来买衣服的。有一个人每天在线到最后，从不下单，只在主播咳嗽的时候打出两个字：喝水。

两点四十分下播，场控报数：成交六十二单，退货预计二十。主播把羽绒服叠好，问那个人今天来了没有。
""",
    "社区": """# 开源社区里的一封信

项目的维护者住在海边，十四年没有换过邮箱。

加入社区的人大多从改错别字开始。有人改了一个标点，三年后成了第二位维护者；有人写了一万行代码，吵了一架就走了。社区没有群，只有邮件列表，信件公开，谁都能查。

去年一家公司提出赞助，条件是在主页上放一个标志。争论持续了四十天，最后的决定是收下钱，不放标志，公司也同意了。

维护者在信里写：欢迎来，也欢迎走，门一直没有锁。这句话后来被印在了文化衫上，他自己没有买。
""",
    "新聞學": """# 報攤的最後一年

報攤在捷運口擺了三十一年，賣報、賣菸、賣彩券，後來只賣口香糖。

老闆記得訂閱最多的那一年，光是晚報就有兩百份，雨天用塑膠袋一份一份包好。後來電子報出來，訂戶少了一半；再後來大家用手機看新聞，按讚、分享、留言，一毛錢也不花。

他的女兒在報社做社群編輯，每天研究什麼樣的標題會有人分享。她說廣告還是有的，只是從紙上搬到了螢幕上，報攤沒有分到。

收攤那天，有人來買最後一份報，他沒有收錢，請對方唸頭版給他聽。
""",
    "ニュースレター": """# 島の回覧板

島には三十二世帯があり、回覧板は七日で一周する。

役場は去年、回覧板をやめてメールマガジンに替えようとした。登録した人は四人で、そのうち二人は役場の職員だった。購読者が増えない理由を調べた学生は、回覧板の裏に書かれる一言が読みたいからだと報告した。

広告も載っている。船の時刻、床屋の休み、犬の名前。どれも無料で、締め切りは火曜の朝である。

学生は卒業したあとも、年に一度、島の回覧板を送ってもらっている。
""",
    "qr-codes": """# The square that ate the menu

The restaurant by the harbour printed its last menu in April. Since then guests scan a code on the table, and the
waiter waits while the page loads.

Some scan the wrong one. The code on the window belongs to the laundry next door, and twice a week somebody orders
the sole and gets the price of a shirt. The owner says people scan the QR code on the table only to learn the
password of the wireless network.

Engineers who designed the square did not have menus in mind. They wanted to count parts on a moving line, and they
chose the pattern so that a scratched one could still be read.

The owner keeps one paper menu behind the bar, for the blind man who comes on Thursdays and asks to have it read.
""",
    "newsletters": """# The letter that came on Fridays

The newsletter began as an apology. Its author had missed a deadline and wrote to forty readers to say so.

Subscribers grew by four per cent a month, with no advertisement and no podcast. When a platform offered to move the
list, the author asked the readers, and two hundred of them answered by post. Most wanted the letter to stay short.

Researchers who study unsubscribe rates say that the second month decides. Readers who stay until the third stay for
years, and they rarely say why. One of them told an interviewer that the letter was the only thing in the inbox that
wanted nothing.

The last issue was two lines long. It said that the author had gone to plant trees.
""",
    "influencers": """# The village with eleven million followers

Nobody in the village follows the account, which belongs to a man who lives two hours away and drives up on Sundays.

He films the bell, the bread and the dog. The bread has its own fans; they ask about the flour in the comments and
they argue about the oven. Last spring a brand offered him a sponsored post, and he turned it down, since the baker
would not shave.

Shops in the valley use his face without asking. One sold a discount code with his name on it until a lawyer wrote.

The dog died in March. He posted nothing for a month, and the number of followers rose.
""",
    "paywalls": """# Who pays for the crossword

The paper put up its paywall in 2012 and kept the crossword outside. It was the only decision that everybody on the
board agreed on.

Members could read the court reports, the obituaries and the recipes; everybody else saw the first two paragraphs.
Within a year a third of the traffic went to subscriber pages, and a black market of screenshots grew up beside it.

The editor says that readers subscribe to a habit and cancel a bill. Those who cancelled were asked why, and a
quarter of them said that they had never noticed subscribing.

In 2020 the crossword went behind the wall as well. It took one afternoon for the letters to fill three sacks.
""",
    "donations": """# The jar on the counter

The jar stood on the counter of the chemist for fifty years, with a lifeboat on it and a slot for coins.

People donated when it rained. The treasurer kept a table of rainfall and takings, and the two lines rose together.
When cards replaced coins, the jar was joined by a reader with a green light, and nobody gave less, only faster.

A campaign in the nineties asked the town to become members of the lifeboat society, and four hundred did. They were
sent a badge, a calendar and a letter from the coxswain, who could not spell.

The jar is in the museum now. Somebody still puts a coin into it from time to time, through a gap in the glass.
""",
    "discord": """# A chat room for beekeepers

The server has nine channels, and the one about weather is the busiest.

It was opened by a student who kept two hives on a roof. She invited her teacher, the teacher invited a priest, and
within a year six hundred people had joined. They talk about mites, and about what to do when a neighbour complains.

Moderators found that communities split at about a thousand members, so they split theirs before it could. The new
one is for people who have lost a colony. Nobody posts there on Sundays.

The student has moved to a flat without a roof. She still answers questions about swarms, mostly at night.
""",
    "marketing": """# How the island sold its fog

For a hundred years the island hid its fog in brochures. Then a young man at the tourist office put it on the cover.

He sold fog tours, fog bread and a limited number of fog weekends. Early-bird guests got the worst weather and paid
the lowest price, which was the joke, and the joke was printed on the ticket. The campaign cost less than the ferry.

Hotels complained that guests left when the sun came out. The office answered with a refund for every clear day, and
in its first summer it paid nine refunds.

Marketing students visit now and ask about the strategy. He tells them that he had no photographs of the beach.
""",
    "read-more": """# The shelf of unread books

Everybody in the village wants to read more, and nobody has read the book about the mill.

The librarian put a paper strip into it in 1986 to see whether anybody would move the strip. To continue reading one
would have to lift it; the glue has turned brown, and the strip is where it was.

She learned more from the dust than from the register. Novels lose theirs in a week, atlases in a year, and the
poets on the lower shelf keep it like snow.

Related shelves are no better. The history of the dam was borrowed once, by the man who drew its cover.
""",
    "contact": """# The letterbox in the cliff

There is a letterbox in the cliff, and letters have been found in it since 1911.

Most ask for work. In the twenties people wrote to the lighthouse because it was the only address they knew, and the
keeper answered every one of them and sent on what he could. The museum holds four hundred of his replies.

In the war the box was used by smugglers, who left prices in it. A policeman read them for a year before anybody got
in touch with him.

Today the letters are from children. They want to know whether the keeper is lonely, and for press days the museum
hangs up the answers.
""",
}


@pytest.mark.parametrize("name", TRAPS)
def test_an_article_about_promotion_is_quiet(name: str) -> None:
    found = check([document(TRAPS[name])], plan_for("PRO"))
    assert [(item.rule, item.place.start.line, item.evidence) for item in found] == []
