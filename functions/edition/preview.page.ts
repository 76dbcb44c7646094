import { type Html, html } from '../platform/html.ts'
import type { Source } from './edition.ts'
import type { Images } from './images.ts'

/** The issue's cover, where it has one, for previews of links to it. */
export const previewImage = ({ issue, language, siteUrl }: Source, images: Images): Html => {
  const { image } = issue.cover
  if (!image)
    return html`<meta name="twitter:card" content="summary">
`
  const { src, width, height } = images.of(image.path)
  return html`<meta property="og:image" content="${siteUrl}${src}">
<meta property="og:image:width" content="${width}">
<meta property="og:image:height" content="${height}">
<meta property="og:image:alt" content="${image.alt[language]}">
<meta name="twitter:card" content="summary_large_image">
`
}
