/** A browser without script: it keeps cookies, sends forms, and tells where it is sent instead of going there. */
export const aBrowser = () => {
  const cookies = new Map<string, string>()
  const send = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (line.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    return {
      url,
      status: answer.status,
      headers: answer.headers,
      body: await answer.text(),
      /** Where a redirect leads. */
      to: location === null ? undefined : new URL(location, url),
    }
  }
  type Page = Awaited<ReturnType<typeof send>>
  return {
    open: (url: string | URL) => send(String(url)),
    follow: (page: Page) => send(String(page.to)),
    /** Sends the page's only form, with its hidden fields and these. */
    submit: ({ url, body }: Page, fields: Record<string, string>) => {
      const [, action = ''] = /<form method="post" action="([^"]*)"/.exec(body) ?? []
      const hidden = [...body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
      const all = { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...fields }
      return send(String(new URL(action.replaceAll('&amp;', '&'), url)), {
        method: 'POST',
        body: new URLSearchParams(all),
      })
    },
  }
}
