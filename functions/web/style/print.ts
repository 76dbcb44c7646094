/**
 * A printed page, whatever the screen's theme: black on white, without interactive elements, with the page's address
 * and a 25 mm QR code that leads back to it.
 */
export const printCss = `
@page { margin: 18mm 20mm }
@media print {
:root:root { color-scheme: light; --ink: #000; --muted: #333; --rule: #999; --paper: #fff; --desk: #fff; --accent: #000 }
body { display: block; min-height: 0; font-size: 10.5pt; line-height: 1.6 }
.skip, .top nav, .foot nav, .sign-up, .around, .beside, .book, [data-footnote-backref] { display: none }
.top > div, .foot > div, main { padding-inline: 0 }
main { padding-block: 6mm 0 }
main > *, main > .wide, .top > div, .foot > div { max-width: none }
h1 { font-size: 22pt }
h1, h2, h3, h4, figcaption:first-child { break-after: avoid }
figure, pre, tr, img, .short, .contents li { break-inside: avoid }
p { orphans: 3; widows: 3 }
.body > :is(.table, .scroll) { position: static; transform: none; width: auto; min-width: 0; max-width: none }
.scroll { overflow: visible; background: none }
.body pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--rule) }
.body a { text-decoration: none }
:is(.sources a, .go)[href^=http]::after { content: ' ' attr(href); font-size: .85em; overflow-wrap: anywhere }
.cover img { max-height: 70mm }
.short { display: flex; border-top: 1px solid var(--rule); padding-top: 5mm }
.short svg { width: 25mm; height: 25mm }
.foot { margin-top: 6mm; font-size: 8.5pt }
.foot > div { padding-block: 0 }
}
`
