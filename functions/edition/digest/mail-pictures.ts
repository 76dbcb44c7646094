import { mailWidth } from '../../../emails/layout.ts'
import type { Image, Issue, Problem } from '../../issue/issue.ts'
import type { Publication } from '../../publication/publication.ts'
import { artworkSize, artworkSvg } from '../card/halftone.ts'
import { artwork, leadPicture, picturesInMail } from '../model/lead-picture.ts'
import { leadOf } from '../model/tiers.ts'

/** Draws an SVG. @param width of the picture in pixels @returns PNG @throws when it cannot be drawn */
export type DrawSvg = (svg: Uint8Array, width: number) => Promise<Uint8Array>

/** Limits in pixels, for screens with two pixels per CSS pixel. A tall drawing becomes narrower, to save memory. */
const most = { width: 2 * mailWidth, pixels: 4_000_000 }

/**
 * Draws the PNGs that mail shows instead of an issue's SVGs, which hardly any mail program supports; pages keep the
 * SVGs. Where a lead has no picture, the publication's artwork is drawn for it.
 * @returns the issue with the PNGs; `problems` are drawings that cannot be drawn, though the editor asked for them
 */
export const withMailPictures = async (
  issue: Issue,
  draw: DrawSvg,
  brand: Publication['brand'],
): Promise<{ issue: Issue; problems: Problem[] }> => {
  const texts = issue.sections.flatMap(({ articles }) =>
    articles.flatMap(({ texts }) => Object.values(texts)),
  )
  const asked = [issue.cover.image, ...[...issue.sections, ...texts].map(({ image }) => image)]
  const portraits = Object.values(issue.letter ?? {}).flatMap(({ portrait }) => portrait ?? [])
  const required = new Set([...asked.flatMap((one) => one?.path ?? []), ...portraits])
  const images = new Map(issue.images)
  const problems: Problem[] = []
  for (const path of new Set([...required, ...picturesInMail(issue)])) {
    const image = images.get(path)
    if (image?.type !== 'image/svg+xml' || image.inMail) continue
    const drawn = await pictureOf(image, draw)
    if (drawn) images.set(path, { ...image, inMail: drawn })
    else if (!required.has(path)) images.set(path, { ...image, undrawable: 'effort' })
    else
      problems.push({
        file: 'issue.yaml',
        reason: `the image ${path} goes into mail, and cannot be drawn for it: save it as PNG`,
      })
  }
  const drawn = { ...issue, images }
  if (lacksPicture(drawn)) {
    const art = await pictureOf(artworkOf(brand), draw)
    if (art) images.set(artwork, art)
  }
  return { issue: drawn, problems }
}

/** Whether the lead opens the mail without any picture, in any language. */
const lacksPicture = (issue: Issue): boolean =>
  issue.cover.image === undefined &&
  Object.values(leadOf(issue)?.article.texts ?? {}).some((text) => leadPicture(issue, text) === undefined)

const artworkOf = (brand: Publication['brand']) => ({
  bytes: Buffer.from(artworkSvg(brand)),
  ...artworkSize,
})

const pictureOf = async (
  { bytes, width, height }: Pick<Image, 'bytes' | 'width' | 'height'>,
  draw: DrawSvg,
): Promise<Image | undefined> => {
  const fitting = Math.floor(Math.sqrt((most.pixels * width) / height))
  const across = Math.min(most.width, fitting)
  try {
    const png = await draw(bytes, across)
    return { bytes: png, type: 'image/png', width: across, height: Math.round((across * height) / width) }
  } catch {
    return undefined
  }
}
