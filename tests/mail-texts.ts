import { catalogues } from '../functions/publication/words/catalogues.ts'

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Words that stand on a thousand links and pictures alike, so that none of them says which; ours to read on, too. */
const generic = new Set(
  [
    ...[
      'click here',
      'here',
      'read more',
      'learn more',
      'more',
      'link',
      'this',
      'click',
      'continue',
      'details',
    ],
    ...['image', 'picture', 'photo', 'screenshot', 'logo', 'cover', 'banner', 'untitled', 'figure'],
    ...[
      '点击这里',
      '更多',
      '了解更多',
      '图片',
      '截图',
      '封面',
      '點擊這裡',
      '圖片',
      '截圖',
      'こちら',
      '画像',
      '여기',
      '이미지',
    ],
    ...[
      'cliquez ici',
      'en savoir plus',
      'haga clic aquí',
      'más',
      'imagen',
      'hier',
      'mehr',
      'bild',
      'اینجا',
      'تصویر',
      'هنا',
      'صورة',
    ],
    ...Object.values(catalogues).map(({ digest }) => digest.read),
  ].map(letters),
)

const fileName = /\.(png|jpe?g|gif|webp|avif|svg|heic|bmp|tiff?)$/i
const byMachine =
  /^(img|dsc|pxl|image|picture|photo|screen ?shot|截屏|屏幕截图|スクリーンショット|wechat image)[\d\s._-]*(at)?[\d\s._-]*$/i

/** Whether a link's text or a picture's says nothing: words of every link, or a name that a camera or a system gave. */
export const saysNothing = (text: string): boolean =>
  generic.has(letters(text)) || fileName.test(text.trim()) || byMachine.test(letters(text))
