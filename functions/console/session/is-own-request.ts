/**
 * Whether a form was sent from the console itself. Browsers say so by `Sec-Fetch-Site` (Fetch Metadata, W3C), older ones by
 * `Origin` alone; the session's cookie, which is `SameSite=Lax`, does not come with a form of another site anyway.
 */
export const isOwnRequest = (
  headers: Readonly<Record<string, string | undefined>>,
  siteUrl: string,
): boolean => {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === new URL(siteUrl).origin
}
