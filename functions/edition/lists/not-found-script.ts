import { createHash } from 'node:crypto'

/**
 * Puts the language of the address that was asked for first. CloudFront has one page for every missing file, whatever
 * its path, so only the browser knows it. Without scripts, the page stands in the order of the publication's languages.
 */
export const notFoundScript = `const [, folder] = location.pathname.split('/')
const [first, ...others] = document.querySelectorAll('section[data-folder]')
const own = others.find((section) => section.dataset.folder === folder)
if (own) {
  const renamed = (heading, name) => {
    const other = document.createElement(name)
    other.append(...heading.childNodes)
    heading.replaceWith(other)
    return other.textContent
  }
  const said = renamed(first.querySelector('h1'), 'h2')
  const says = renamed(own.querySelector('h2'), 'h1')
  document.title = document.title.replace(said, () => says)
  first.before(own)
}
`

export const notFoundScriptPath = `/assets/not-found-${createHash('sha256').update(notFoundScript).digest('hex').slice(0, 12)}.js`
