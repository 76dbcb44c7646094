import { imagesIn } from '../../functions/edition/model/images.ts'
import { leadOf } from '../../functions/edition/model/tiers.ts'
import { readImage } from '../../functions/issue/image.ts'
import type { Image, Issue, IssueFile } from '../../functions/issue/issue.ts'
import { mailVersions } from '../../functions/issue/picture-for-mail.ts'

/** In pixels. */
type Box = { width: number; height: number }

/** Makes a JPEG or PNG that fits into a box. @throws when it cannot read the picture */
export type MakeForMail = (
  bytes: Uint8Array,
  within: Box,
) => Promise<{ bytes: Uint8Array; ending: 'jpg' | 'png' }>

/** For screens with two pixels to a CSS pixel, how large mails show them: from edge to edge, or small beside a text. */
const boxes = {
  wide: { width: 1280, height: 4000 },
  ornament: { width: 300, height: 300 },
  feature: { width: 224, height: 224 },
  portrait: { width: 104, height: 104 },
}

/**
 * Bytes and pixels across from which a picture is worth a smaller version, and bytes from which an animation stands
 * still. An ordinary picture is left as its editor made it.
 */
const heavy = 400_000
const wide = 2560
const heavyAnimation = 1_000_000

/** Whether any picture of a folder may need one: then the issue has to be read for where it is shown. */
export const mayNeedVersions = (files: readonly IssueFile[]): boolean =>
  files.some(({ path, bytes }) => {
    if (!/\.(png|jpe?g|gif|webp)$/i.test(path) || /\.mail\.(jpg|png)$/.test(path)) return false
    const image = readImage(bytes)
    return 'type' in image && needsVersion(image)
  })

/**
 * The versions for mail that an issue's pictures need and do not have: of WebP, which Outlook does not show, and of what
 * is far larger than a mail shows it.
 * @returns files beside the pictures; a picture that cannot be read has none
 */
export const mailVersionsFor = async (issue: Issue, make: MakeForMail): Promise<IssueFile[]> => {
  const made: IssueFile[] = []
  for (const [path, within] of shownIn(issue)) {
    const image = issue.images.get(path)
    if (!image || image.inMail || !needsVersion(image)) continue
    try {
      const { bytes, ending } = await make(image.bytes, within)
      const isWorthIt = image.type === 'image/webp' || bytes.byteLength < 0.8 * image.bytes.byteLength
      const beside = mailVersions(path).find((one) => one.endsWith(ending))!
      if (isWorthIt) made.push({ path: beside, bytes })
    } catch {
      // Reading the issue says what is wrong with it.
    }
  }
  return made
}

const needsVersion = ({ type, bytes, width }: Image): boolean => {
  if (type === 'image/webp') return true
  if (type === 'image/svg+xml') return false
  if (type === 'image/gif') return bytes.byteLength > heavyAnimation
  return bytes.byteLength > heavy || width > wide
}

/** The pictures that mails show, and how large at most. */
const shownIn = ({ cover, sections, letter, languages, ...issue }: Issue): Map<string, Box> => {
  const boxOf = new Map<string, Box>()
  const show = (path: string | undefined, box: Box) => {
    const before = path === undefined ? undefined : boxOf.get(path)
    if (path !== undefined && (!before || before.width < box.width)) boxOf.set(path, box)
  }
  const lead = leadOf({ sections, languages })?.article
  show(cover.image?.path, boxes.wide)
  for (const { image, articles } of sections) {
    show(image?.path, boxes.ornament)
    for (const article of articles)
      for (const { image, body } of Object.values(article.texts)) {
        show(image?.path, article === lead ? boxes.wide : boxes.feature)
        if (article === lead && !image && !cover.image) show(imagesIn(body)[0], boxes.wide)
      }
  }
  for (const { portrait } of Object.values(letter ?? {})) show(portrait, boxes.portrait)
  return new Map([...boxOf].filter(([path]) => issue.images.has(path)))
}
