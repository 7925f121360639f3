"""Running text in the languages and alphabets that articles come in, written for these tests."""

SIMPLIFIED = (
    "上个月我们把仓库里的旧文章重新整理了一遍，发现三分之一的标题都带着公众号的尾巴。",
    "他说：“这件事并不复杂，只要每天花十分钟看一看，就知道问题出在哪里。”",
    "## 第二部分：为什么要先看原文",
    "如果一个段落在两篇文章里都出现，那么后发表的那一篇很可能是转载。",
    "下面这张图是我用手机拍的，光线不太好，请大家多包涵。",
)
TRADITIONAL = (
    "這個週末我們去了海邊，孩子們在沙灘上玩了一整天，回家的時候都睡著了。",
    "編輯說，只要把標題和作者寫清楚，讀者就會知道這篇文章是從哪裡來的。",
    "# 給新同學的一封信",
    "為什麼舊的資料總是比新的資料更難整理？因為沒有人記得當時的規則。",
    "如果您對本文有任何意見，歡迎在下面留言，我們會盡快回覆。",
)
JAPANESE = (
    "この記事では、古いブログの文章を新しいサイトに移したときの経験を紹介します。",
    "まず最初に、文字コードを確認してください。次に、見出しの番号を直します。",
    "それは思ったよりも簡単でしたが、時間がかかりました。",
)
KOREAN = (
    "이 글에서는 오래된 블로그 글을 새로운 사이트로 옮기는 방법을 소개합니다.",
    "먼저 문자 인코딩을 확인하고 제목의 번호를 다시 정리해야 합니다.",
    "생각보다 쉬웠지만 시간이 많이 걸렸습니다.",
)
FRENCH = (
    "Nous avons relu tous les articles de l'été dernier, et près d'un tiers étaient abîmés.",
    "« C'est très simple », répond-elle, « il suffit de vérifier l'encodage dès la première ligne. »",
    "Le résultat dépend évidemment de la qualité des données.",
)
RUSSIAN = (
    "Мы заново прочитали все статьи за прошлое лето, и почти треть из них оказалась испорчена.",
    "Сначала проверьте кодировку, а потом исправьте номера заголовков.",
)
POLISH = (
    "Przeczytaliśmy jeszcze raz wszystkie artykuły z ubiegłego lata i okazało się, że część jest zepsuta.",
    "Najpierw sprawdź kodowanie, a później popraw numerację nagłówków; to zajmie tylko chwilę.",
)
ENGLISH = (
    "We re-read last summer’s articles – all of them – and found that a third had been “cleaned” by hand.",
    "It isn’t hard: check the encoding first, then the numbers of the headings…",
)
