import { clip } from '../publication/shorten.ts'

/** Letters and digits of a text, with single spaces between its words. */
export const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What pictures are called that nobody has named, in the languages that editors write. */
const names = [
  'image|img|picture|pic|photo|photograph|screenshot|screen shot|logo|banner|untitled|figure|alt|alt text|placeholder',
  '图片|图像|照片|截图|截屏|屏幕截图|屏幕快照|微信图片|微信截图|圖片|圖像|截圖|螢幕截圖|螢幕快照',
  '画像|写真|スクリーンショット|이미지|사진|스크린샷',
  'capture d écran|capture décran|imagen|foto|captura de pantalla|bild|bildschirmfoto',
  'تصویر|عکس|اسکرین شات|صورة|لقطة شاشة',
].join('|')

/** And the words of systems and cameras, which stand only before a number. */
const numbered = 'dsc|dscn|dscf|pxl|mvimg|vid|wechat image|whatsapp image|unnamed|cleanshot'
const onlyName = new RegExp(`^(?:${names})$`, 'u')
const byMachine = new RegExp(
  `^(?:${names}|${numbered}) ?\\d[\\d ]*(?: ?(?:at|um|à|a las|下午|上午|午後|午前|오후|오전) ?[\\d ]+)?(?: ?[ap]m)?(?: ?[\\d ]+)?$`,
  'u',
)
const fileName = /^[^\n]{1,120}\.(png|jpe?g|gif|webp|avif|svg|heic|bmp|tiff?)$/i
/** A number of a camera or of a store, such as `3f2b8a90c1d2`; no year, and no word. */
const isKey = (text: string): boolean => /^(?=.*\d)[\da-f-]{10,}$/i.test(text)

/**
 * Whether a picture's text says nothing to who cannot see it: a word for any picture, or the name that a camera or a
 * system gave its file.
 */
export const saysNothing = (alt: string): boolean => {
  const letters = lettersOf(alt)
  return onlyName.test(letters) || byMachine.test(letters) || fileName.test(alt.trim()) || isKey(alt.trim())
}

/** What is wrong with such a text, behind the name of its key. */
export const muteAlt = (alt: string): string =>
  `is “${clip(alt, 60)}”, which says nothing of the picture: say what it shows`
