import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Cloud } from '#local-cloud'
import type { Role } from '../../functions/access/role.ts'

/** Invites somebody as `masthead admin invite` does, with a first password that we know. */
export const inviteAdmin = async (
  { addresses, credentials, region, outputs }: Cloud,
  address: string,
  role: Role,
  password: string,
  { isFirst = true } = {},
): Promise<void> => {
  const cognito = new CognitoIdentityProviderClient({ endpoint: addresses.aws, credentials, region })
  const user = { UserPoolId: outputs.UserPoolId!, Username: address }
  const UserAttributes = [
    { Name: 'email', Value: address },
    { Name: 'email_verified', Value: 'true' },
  ]
  await cognito.send(new AdminCreateUserCommand({ ...user, TemporaryPassword: password, UserAttributes }))
  if (!isFirst)
    await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }))
  await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: role }))
}

/** A browser without script: it keeps cookies, and goes where it is sent. */
export const createBrowser = () => {
  const jar = new Map<string, Map<string, string>>()
  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { origin } = new URL(url)
    const cookies = jar.get(origin) ?? new Map<string, string>()
    jar.set(origin, cookies)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      ...init,
      headers: { ...init.headers, ...(cookie && { cookie }) },
      redirect: 'manual',
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/max-age=0/i.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const to = answer.headers.get('location')
    if (answer.status < 300 || answer.status > 399 || !to) return answer
    return ask(new URL(to, url).href)
  }
  return {
    open: (url: string) => ask(url),
    /** Sends a form of the page at `url`, as a browser does that says where a form comes from. */
    send: (url: string, fields: Record<string, string> | FormData) =>
      ask(url, {
        method: 'POST',
        body: fields instanceof FormData ? fields : new URLSearchParams(fields),
        headers: { 'sec-fetch-site': 'same-origin', origin: new URL(url).origin },
      }),
  }
}

/** Signs in at the pool's page. @returns a browser that is signed in, and the page that it came to */
export const signInToConsole = async ({ addresses }: Cloud, username: string, password: string) => {
  const browser = createBrowser()
  const page = await browser.open(`${addresses.site}/admin`)
  const [form = ''] = /<form[\s\S]*?<\/form>/.exec(await page.text()) ?? []
  const [, action = ''] = /action="([^"]*)"/.exec(form) ?? []
  const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    /name="([^"]*)"/.exec(input)?.[1] ?? '',
    /value="([^"]*)"/.exec(input)?.[1] ?? '',
  ])
  const to = new URL(action.replaceAll('&amp;', '&'), page.url).href
  const landed = await browser.send(to, { ...Object.fromEntries(hidden), username, password })
  return { browser, landed }
}
