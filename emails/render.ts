import mjml2html from 'mjml'
import type { Markup } from './markup.ts'

/**
 * Compiles MJML to a mail's HTML. The only importer of mjml.
 * @throws when mjml reports any warning, because it silently drops what it does not know
 */
export const renderMjml = async ({ markup }: Markup): Promise<string> => {
  // Without `fonts: {}` mjml loads a web font whenever a font stack names one that it knows.
  const { html, errors } = await mjml2html(markup, { validationLevel: 'soft', keepComments: true, fonts: {} })
  if (errors.length > 0) {
    const said = errors.map((error) => error.formattedMessage ?? error.message).join('; ')
    throw new Error(`The mail is not valid MJML: ${said}`, { cause: errors })
  }
  return squeeze(html)
}

/** Indentation is a third of what mjml writes, and Gmail clips at about 100 KB. */
const squeeze = (html: string): string => html.replace(/[ \t]*\n\s*/g, '\n').trim()
