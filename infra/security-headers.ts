import { Duration } from 'aws-cdk-lib'
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'

/** What every page of ours may do: nothing that it does not need, and nothing that stands inside the page itself. */
const everywhere = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

/** Features of the browser that no page of ours uses. */
const permissionsPolicy = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'browsing-topics']
  .map((feature) => `${feature}=()`)
  .join(', ')

const joined = (directives: readonly string[]) => [...everywhere, ...directives].join('; ')

/** What the publication says of its headers. */
export type HeaderChoices = { embeds: readonly string[]; httpsForSubdomains: boolean }

type Policy = { directives: string[]; referrer: HeadersReferrerPolicy; includeSubdomains: boolean }

const policy = (
  scope: Construct,
  id: string,
  { directives, referrer, includeSubdomains }: Policy,
): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: joined(directives),
        override: true,
      },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        // Only when asked for: it would bind hosts that are none of ours, for two years.
        includeSubdomains,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: referrer, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'permissions-policy', value: permissionsPolicy, override: true },
        // A page that was opened from elsewhere, or opens another, shares no window with it.
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
      ],
    },
  })

const fileDirectives = [
  // Articles may show images that lie elsewhere, by https alone.
  "img-src 'self' https: data:",
  // The search, which is a file of ours and fetches its index.
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
]

/** What a page among the files may load and do. */
export const fileSecurityPolicy = joined(fileDirectives)

/** Headers on every file of the site. */
export const fileHeaders = (
  scope: Construct,
  id: string,
  { httpsForSubdomains }: HeaderChoices,
): ResponseHeadersPolicy =>
  policy(scope, id, {
    directives: fileDirectives,
    // With no referrer at all, a browser sends the form under an article with `Origin: null` (Fetch, "append a request
    // `Origin` header"), as if it came from anywhere.
    referrer: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
    includeSubdomains: httpsForSubdomains,
  })

/**
 * Headers on what a function answers: forms, which need no script and show nothing from elsewhere.
 * `embeds` are origins that a form may lead back to: Chromium and WebKit hold a redirect after a form to `form-action`
 * as well (github.com/w3c/webappsec-csp/issues/8).
 */
export const formHeaders = (
  scope: Construct,
  id: string,
  { embeds, httpsForSubdomains }: HeaderChoices,
): ResponseHeadersPolicy =>
  policy(scope, id, {
    // No script runs here, so that nothing connects; but whoever audits the page from within asks for robots.txt.
    directives: ["img-src 'self'", "connect-src 'self'", ["form-action 'self'", ...embeds].join(' ')],
    // Addresses of forms carry readers' tokens: nobody else may learn them.
    referrer: HeadersReferrerPolicy.NO_REFERRER,
    includeSubdomains: httpsForSubdomains,
  })
