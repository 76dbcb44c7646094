import { type Language, textFor } from '../../functions/publication/language.ts'

/** What stands in a first issue until its editor writes something: the titles of issue, section and article, and its text. */
export type FirstWords = {
  issue: string
  coverAlt: string
  section: string
  title: string
  summary: string
  lead: string
  markdown: string
  /** What an article may hold: a heading and three points, the last with a footnote. */
  heading: string
  points: [string, string, string]
  quotation: string
  note: string
}

const inAll: Record<Language, FirstWords> = {
  en: {
    issue: 'Hello, readers',
    coverAlt: 'Cover: the name of the magazine',
    section: 'To begin with',
    title: 'A page to begin with',
    summary: 'What this magazine is for, and who writes it: the first article waits for your words.',
    lead: 'Every magazine begins with a page that says what it is for. This one waits for your words.',
    markdown:
      'This is **Markdown**: change it, and look at `npm start` again. What stands here comes into the mail, onto the web and into the feeds.',
    heading: 'What an article may hold',
    points: [
      '_emphasis_, [links](https://commonmark.org/help/), lists and tables',
      'pictures from the folder `images`, each with a caption',
      'code, footnotes[^1], and formulas such as $a^2 + b^2 = c^2$',
    ],
    quotation: 'A quotation stands apart, as this one does.',
    note: 'They are gathered at the end.',
  },
  'zh-CN': {
    issue: '读者们好',
    coverAlt: '封面：刊名',
    section: '开篇',
    title: '写在开头的一页',
    summary: '这本刊物为何而办，由谁来写：第一篇文章正等着您的文字。',
    lead: '每本刊物都从一页说明来意的文字开始。这一页留给您。',
    markdown:
      '这里是 **Markdown** 文本：改一改，再运行 `npm start` 看看。写在这里的内容会出现在邮件、网页和订阅源里。',
    heading: '文章里可以放什么',
    points: [
      '_强调_、[链接](https://commonmark.org/help/)、列表和表格',
      '`images` 文件夹里的图片，各有图注',
      '代码、脚注[^1]，以及 $a^2 + b^2 = c^2$ 这样的公式',
    ],
    quotation: '引文独立成段，就像这一句。',
    note: '脚注会汇集在文末。',
  },
  'zh-TW': {
    issue: '各位讀者好',
    coverAlt: '封面：刊名',
    section: '開篇',
    title: '寫在開頭的一頁',
    summary: '這本刊物為何而辦、由誰來寫：第一篇文章正等著您的文字。',
    lead: '每本刊物都從一頁說明來意的文字開始。這一頁留給您。',
    markdown:
      '這裡是 **Markdown** 文字：改一改，再執行 `npm start` 看看。寫在這裡的內容會出現在郵件、網頁和訂閱源裡。',
    heading: '文章裡可以放什麼',
    points: [
      '_強調_、[連結](https://commonmark.org/help/)、清單和表格',
      '`images` 資料夾裡的圖片，各有圖說',
      '程式碼、註腳[^1]，以及 $a^2 + b^2 = c^2$ 這樣的公式',
    ],
    quotation: '引文獨立成段，就像這一句。',
    note: '註腳會彙集在文末。',
  },
  ja: {
    issue: '読者のみなさまへ',
    coverAlt: '表紙：誌名',
    section: 'はじめに',
    title: 'はじまりの一ページ',
    summary: '何のための雑誌で、誰が書くのか。最初の記事はあなたの言葉を待っています。',
    lead: 'どの雑誌も、何のためにあるのかを語る一ページから始まります。このページはあなたのためのものです。',
    markdown:
      'これは **Markdown** です。書きかえて、もう一度 `npm start` をご覧ください。ここに書いたことは、メールにも、ウェブにも、フィードにも載ります。',
    heading: '記事に入れられるもの',
    points: [
      '_強調_、[リンク](https://commonmark.org/help/)、箇条書き、表',
      '`images` フォルダーの画像と、その説明',
      'コード、脚注[^1]、$a^2 + b^2 = c^2$ のような数式',
    ],
    quotation: '引用は、このように本文から離して置かれます。',
    note: '脚注は末尾にまとめられます。',
  },
  ko: {
    issue: '독자 여러분께',
    coverAlt: '표지: 잡지 이름',
    section: '여는 글',
    title: '첫 페이지',
    summary: '무엇을 위한 잡지이고 누가 쓰는지, 첫 번째 글이 여러분의 이야기를 기다립니다.',
    lead: '모든 잡지는 무엇을 위한 것인지 말하는 한 페이지로 시작합니다. 이 페이지는 여러분의 글을 기다립니다.',
    markdown:
      '이것은 **Markdown**입니다. 고친 뒤 `npm start`를 다시 실행해 보세요. 여기에 쓴 글은 메일과 웹, 피드에 실립니다.',
    heading: '글에 담을 수 있는 것',
    points: [
      '_강조_, [링크](https://commonmark.org/help/), 목록과 표',
      '`images` 폴더의 그림과 설명',
      '코드, 각주[^1], $a^2 + b^2 = c^2$ 같은 수식',
    ],
    quotation: '인용문은 이처럼 따로 놓입니다.',
    note: '각주는 글 끝에 모입니다.',
  },
  fr: {
    issue: 'Bonjour à tous',
    coverAlt: 'Couverture : le nom du magazine',
    section: 'Pour commencer',
    title: 'Une page pour commencer',
    summary: 'À quoi sert ce magazine, et qui l’écrit : le premier article attend vos mots.',
    lead: 'Tout magazine commence par une page qui dit à quoi il sert. Celle-ci attend vos mots.',
    markdown:
      'Ceci est du **Markdown** : changez-le, puis relancez `npm start`. Ce qui est écrit ici paraît dans le courriel, sur le web et dans les flux.',
    heading: 'Ce qu’un article peut contenir',
    points: [
      'de l’_emphase_, des [liens](https://commonmark.org/help/), des listes et des tableaux',
      'des images du dossier `images`, chacune avec sa légende',
      'du code, des notes[^1] et des formules comme $a^2 + b^2 = c^2$',
    ],
    quotation: 'Une citation se tient à part, comme celle-ci.',
    note: 'Elles sont réunies à la fin.',
  },
  es: {
    issue: 'Hola, lectores',
    coverAlt: 'Portada: el nombre de la revista',
    section: 'Para empezar',
    title: 'Una página para empezar',
    summary: 'Para qué es esta revista y quién la escribe: el primer artículo espera sus palabras.',
    lead: 'Toda revista empieza con una página que dice para qué es. Esta espera sus palabras.',
    markdown:
      'Esto es **Markdown**: cámbielo y vuelva a ejecutar `npm start`. Lo que se escribe aquí llega al correo, a la web y a los canales.',
    heading: 'Qué puede contener un artículo',
    points: [
      '_énfasis_, [enlaces](https://commonmark.org/help/), listas y tablas',
      'imágenes de la carpeta `images`, cada una con su pie',
      'código, notas[^1] y fórmulas como $a^2 + b^2 = c^2$',
    ],
    quotation: 'Una cita queda aparte, como esta.',
    note: 'Se reúnen al final.',
  },
  de: {
    issue: 'Guten Tag',
    coverAlt: 'Titelbild: der Name des Magazins',
    section: 'Zum Anfang',
    title: 'Eine Seite für den Anfang',
    summary: 'Wozu es dieses Magazin gibt und wer es schreibt: Der erste Artikel wartet auf Ihre Worte.',
    lead: 'Jedes Magazin beginnt mit einer Seite, die sagt, wozu es da ist. Diese wartet auf Ihre Worte.',
    markdown:
      'Das ist **Markdown**: Ändern Sie es, und starten Sie `npm start` noch einmal. Was hier steht, kommt in die Mail, ins Web und in die Feeds.',
    heading: 'Was in einem Artikel stehen kann',
    points: [
      '_Hervorhebungen_, [Links](https://commonmark.org/help/), Listen und Tabellen',
      'Bilder aus dem Ordner `images`, jedes mit seiner Unterschrift',
      'Code, Fußnoten[^1] und Formeln wie $a^2 + b^2 = c^2$',
    ],
    quotation: 'Ein Zitat steht für sich, wie dieses hier.',
    note: 'Sie stehen gesammelt am Ende.',
  },
  fa: {
    issue: 'سلام به خوانندگان',
    coverAlt: 'جلد: نام مجله',
    section: 'آغاز',
    title: 'صفحه‌ای برای آغاز',
    summary: 'این مجله برای چیست و چه کسی آن را می‌نویسد: نخستین نوشته چشم‌به‌راه کلمات شماست.',
    lead: 'هر مجله‌ای با صفحه‌ای آغاز می‌شود که می‌گوید برای چیست. این صفحه چشم‌به‌راه کلمات شماست.',
    markdown:
      'این **Markdown** است: آن را تغییر دهید و دوباره `npm start` را اجرا کنید. آنچه اینجا نوشته شود به ایمیل، وب و خوراک‌ها می‌رود.',
    heading: 'در یک نوشته چه می‌توان گذاشت',
    points: [
      '_تأکید_، [پیوند](https://commonmark.org/help/)، فهرست و جدول',
      'تصویرهای پوشهٔ `images`، هر یک با شرح خود',
      'کد، پانوشت[^1] و فرمول‌هایی چون $a^2 + b^2 = c^2$',
    ],
    quotation: 'نقل‌قول جداگانه می‌ایستد، مانند همین.',
    note: 'پانوشت‌ها در پایان گرد می‌آیند.',
  },
  ar: {
    issue: 'مرحبًا بالقرّاء',
    coverAlt: 'الغلاف: اسم المجلة',
    section: 'البداية',
    title: 'صفحة للبداية',
    summary: 'لِمَ هذه المجلة ومن يكتبها: المقال الأول في انتظار كلماتكم.',
    lead: 'تبدأ كل مجلة بصفحة تقول ما غايتها. وهذه الصفحة في انتظار كلماتكم.',
    markdown:
      'هذا نصّ **Markdown**: غيّره ثم شغّل `npm start` من جديد. ما يُكتب هنا يصل إلى البريد والويب والخلاصات.',
    heading: 'ما الذي يمكن أن يحويه المقال',
    points: [
      '_تشديد_ و[روابط](https://commonmark.org/help/) وقوائم وجداول',
      'صور من مجلد `images`، لكل منها تعليق',
      'شيفرة وحواشٍ[^1] ومعادلات مثل $a^2 + b^2 = c^2$',
    ],
    quotation: 'يقف الاقتباس وحده، كهذا.',
    note: 'تُجمع الحواشي في النهاية.',
  },
}

/** In every language that `masthead new` writes. */
export const allFirstWords: readonly FirstWords[] = Object.values(inAll)

/** In a language, or in English. */
export const firstWordsIn = (language: Language): FirstWords => {
  const tags = Object.fromEntries(Object.keys(inAll).map((tag) => [tag, tag]))
  return inAll[textFor(tags, language, 'en')]!
}

/** The text of an article, in Markdown. */
export const firstText = ({ lead, markdown, heading, points, quotation, note }: FirstWords): string =>
  `${lead}

${markdown}

## ${heading}

${points.map((point) => `- ${point}`).join('\n')}

> ${quotation}

[^1]: ${note}`
