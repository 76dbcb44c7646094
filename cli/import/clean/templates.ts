/** Template code and layout marks that a program replaces before readers see the text, with a name for each kind. */
const kinds: [name: string, mark: RegExp][] = [
  ['shortcode', /\{\{[<%][^\n]{0,400}?[>%]\}\}/g],
  ['template code', /(?:[ \t](?=\{\{[^{}\n]{0,400}\}\}[,.!:;?，。！]))?\{\{\{?[^{}\n]{0,400}\}?\}\}/g],
  ['template code', /\{%[\s\S]{0,400}?%\}/g],
  ['template comment', /\{#[\s-][^\n]{0,500}?#\}/g],
  ['template code', /<%[\s\S]{0,400}?%>/g],
  ['attribute list', /\{::?[^{}\n]{0,300}\}/g],
  ['attribute list', /[ \t]?\{[ \t]*[#.][a-zA-Z][\w-]*(?:[ \t]+[^{}\n]{0,200})?\}/g],
  ['attribute list', /(?<=[)\]])\{[ \t]*[a-zA-Z-]+=[^{}\n]{0,200}\}/g],
  ['merge tag', /\*\|[A-Z0-9_:]{1,80}\|\*/gi],
  ['merge tag', /(?<![\w%])%%[a-z_][\w.:-]{1,60}%%(?![\w%])/gi],
  [
    'merge tag',
    /\[\[(?:first|last|full)?_?(?:name|email|unsubscribe\w*|view_?in_?browser|trackingpixel)[\w-]*\]\]/gi,
  ],
  ['merge tag', /%(?:recipient|recipient_\w+|unsubscribe_url|FIRSTNAME|LASTNAME|EMAIL)%/g],
  [
    'shortcode',
    /\[\/?(?:caption|gallery|embed|video|audio|playlist|youtube|vimeo|contact-form-7|vc_\w+|et_pb_\w+|su_\w+|fusion_\w+|wp_\w+|toc|ad|adsense|button|column|row)(?=[ \]/])(?:[ \t][^[\]\n]{0,300})?\/?\](?!\(| \[| $)/g,
  ],
]

/** A variable with the words to say where it is empty: `{{ subscriber.first_name | default: "friend" }}`. */
const filled = /\{\{-?\s*[\w.]{1,80}\s*\|\s*default\s*(?::\s*|\(\s*)["']([^"'{}\n]{1,80})["']\s*\)?\s*-?\}\}/g

/**
 * Removes template code.
 * @param told is called with the kind, the code and how many lines are before it
 */
export const dropTemplates = (
  text: string,
  told: (kind: string, mark: string, line: number) => void,
): string => {
  if (!/[{%[|]/.test(text)) return text
  let out = text.replace(filled, '$1')
  for (const [kind, mark] of kinds) {
    const before = out
    let line = 0
    let end = before.indexOf('\n')
    out = before.replace(mark, (found: string, ...rest) => {
      const at = rest.find((one) => typeof one === 'number') as number
      for (; end >= 0 && end < at; end = before.indexOf('\n', end + 1)) line++
      // Keeps line ends, so that line numbers stay right.
      told(kind, found.trim(), line)
      return found.replace(/[^\n]+/g, '')
    })
  }
  return out
}
