export type Scheme = 'light' | 'dark'

/**
 * A digest as the preview serves it: its pictures and links lead to this machine, and it is as it looks in one scheme.
 *
 * A frame does not take its scheme from the page around it in every browser, and the editor's own system may be dark. So
 * the copy has the rules for the dark apply always or never, and says the one scheme where the digest allows both.
 * Its scroll bar is hidden, as on a phone: some systems' would take of the width that is looked at.
 * @param site origin of the published site, to which the digest's addresses lead
 */
export const mailCopy = (html: string, site: string, scheme: Scheme): string =>
  html
    .replaceAll(`="${site}/`, '="/site/')
    // The reader's own links, which nobody has here.
    .replaceAll('href="#"', 'href="#" target="_self"')
    .replaceAll('@media (prefers-color-scheme: dark)', scheme === 'dark' ? '@media all' : '@media not all')
    .replaceAll('color-scheme: light dark', `color-scheme: ${scheme}`)
    .replaceAll('content="light dark"', `content="${scheme}"`)
    .replace('<head>', `<head>${own}`)

const own = '<base target="_blank"><style>html { scrollbar-width: none }</style>'
