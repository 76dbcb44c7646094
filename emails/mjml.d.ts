/** mjml 5 ships no types; these cover what render.ts uses. */
declare module 'mjml' {
  type Options = {
    validationLevel?: 'strict' | 'soft' | 'skip'
    keepComments?: boolean
    fonts?: Record<string, string>
  }
  type Problem = { line: number; message: string; tagName: string; formattedMessage: string }
  export default function mjml2html(
    markup: string,
    options?: Options,
  ): Promise<{ html: string; errors: Problem[] }>
}
