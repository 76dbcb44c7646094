import { widestScreen } from '../../issue/pictures-for-screens.ts'
import { type Html, html } from '../../web/html.ts'
import type { SiteImage } from '../model/images.ts'

/** Room for a picture on a page, in rem; `height` where it may be limited by that. */
type Room = { width: number; height?: number }

/** As the style has it (web/style). A window that is narrower than this shows a picture from edge to edge. */
export const rooms = {
  column: { width: 40 },
  wide: { width: 60 },
  hero: { width: 40, height: 36 },
  cover: { width: 67, height: 50 },
} satisfies Record<string, Room>

/** Attributes of a picture below the first screen. */
export const later = html` loading="lazy" decoding="async"`

/**
 * A picture of a page. Where it has narrower versions, browsers take the one that suits the window, as soon as they know
 * its size; those without WebP take the picture itself.
 * @param sizes how wide it is shown: an `img`'s attribute of that name
 * @param more further attributes
 */
export const sitePicture = (image: SiteImage, sizes: string, alt: string, more: Html): Html => {
  const { src, width, height } = image
  const img = html`<img src="${src}" alt="${alt}" width="${width}" height="${height}"${more}>`
  const srcset = srcsetOf(image)
  return srcset === undefined
    ? img
    : html`<picture><source type="image/webp" srcset="${srcset}" sizes="${sizes}">${img}</picture>`
}

/** How wide a picture is shown in a room: never wider than it is. */
export const sizesIn = (room: Room, { width, height }: Pick<SiteImage, 'width' | 'height'>): string => {
  const byHeight = room.height === undefined ? room.width : (room.height * width) / height
  const rem = Number(Math.min(room.width, width / 16, byHeight).toFixed(2))
  return `(max-width: ${rem}rem) 100vw, ${rem}rem`
}

/**
 * An image's versions as `srcset`, and the image itself where none of them is as wide: whoever shows WebP shows that, too.
 * @returns undefined without versions
 */
export const srcsetOf = ({ src, width, narrower = [] }: SiteImage): string | undefined => {
  const widest = narrower.at(-1)?.width
  if (widest === undefined) return undefined
  const all = widest < Math.min(width, widestScreen) ? [...narrower, { src, width }] : narrower
  return all.map((one) => `${one.src} ${one.width}w`).join(', ')
}
