import mjml2html from 'mjml'
import type { Markup } from './markup.ts'

/**
 * Compiles MJML to the HTML of a mail. The only importer of mjml.
 * @throws when mjml warns of anything: what it does not know, it silently leaves out
 */
export const renderMjml = async ({ markup }: Markup): Promise<string> => {
  // Without `fonts: {}` mjml loads a font from elsewhere when a font stack happens to name one it knows.
  const { html, errors } = await mjml2html(markup, { validationLevel: 'soft', keepComments: true, fonts: {} })
  if (errors.length > 0) {
    const said = errors.map((error) => error.formattedMessage ?? error.message).join('; ')
    throw new Error(`The mail is not valid MJML: ${said}`, { cause: errors })
  }
  return squeeze(html)
}

/** Indentation is a third of what mjml writes, and Gmail clips at about 100 KB. */
const squeeze = (html: string): string => html.replace(/[ \t]*\n\s*/g, '\n').trim()
