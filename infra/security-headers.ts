import { Duration } from 'aws-cdk-lib'
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

/** What all our pages may do: nothing that they do not need, and nothing inline. */
const everywhere = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

/** Browser features that none of our pages uses. */
const permissionsPolicy = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'browsing-topics']
  .map((feature) => `${feature}=()`)
  .join(', ')

const joined = (directives: readonly string[]) => [...everywhere, ...directives].join('; ')

/** The publication's settings for its headers. */
export type HeaderChoices = { embeds: readonly string[]; httpsForSubdomains: boolean }

type Policy = {
  contentSecurityPolicy: string
  frameOption?: HeadersFrameOption
  referrer: HeadersReferrerPolicy
  includeSubdomains: boolean
}

const policy = (
  scope: Construct,
  id: string,
  { contentSecurityPolicy, frameOption = HeadersFrameOption.DENY, referrer, includeSubdomains }: Policy,
): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        // Only on request, because it would bind hosts that are not ours, for two years.
        includeSubdomains,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption, override: true },
      referrerPolicy: { referrerPolicy: referrer, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'permissions-policy', value: permissionsPolicy, override: true },
        // A page shares no window with the page that opened it, or with one that it opens.
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
      ],
    },
  })

const fileDirectives = [
  // Articles may show images from elsewhere, over https only.
  "img-src 'self' https: data:",
  // The search is a file of ours that fetches its index, and the sign-up box one that fetches a form token.
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
]

/** What a page that is a file may load and do. */
export const fileSecurityPolicy = joined(fileDirectives)

/** Headers of every file of the site. */
export const fileHeaders = (
  scope: Construct,
  id: string,
  { httpsForSubdomains }: HeaderChoices,
): ResponseHeadersPolicy =>
  policy(scope, id, {
    contentSecurityPolicy: fileSecurityPolicy,
    // Without any referrer, a browser would send the form below an article with `Origin: null` (Fetch, "append a
    // request `Origin` header"), as if it came from anywhere.
    referrer: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
    includeSubdomains: httpsForSubdomains,
  })

/**
 * Headers of what functions answer: forms, which need no script and load nothing from elsewhere. `embeds` are origins
 * to which a form may lead back: Chromium and WebKit apply `form-action` to the redirect after a form, too
 * (github.com/w3c/webappsec-csp/issues/8).
 */
export const formHeaders = (
  scope: Construct,
  id: string,
  { embeds, httpsForSubdomains }: HeaderChoices,
): ResponseHeadersPolicy =>
  policy(scope, id, {
    // No script runs here, so nothing connects. But tools that audit a page from inside it request robots.txt.
    contentSecurityPolicy: joined([
      "img-src 'self'",
      "connect-src 'self'",
      ["form-action 'self'", ...embeds].join(' '),
    ]),
    // URLs of forms carry readers' tokens, which nobody else may learn.
    referrer: HeadersReferrerPolicy.NO_REFERRER,
    includeSubdomains: httpsForSubdomains,
  })

/**
 * Headers of the console. Its script is a file of ours, which puts files of readers into the bucket of uploads. Forms lead to the
 * console alone: whoever is sent to sign in is sent by a link.
 */
export const consoleHeaders = (
  scope: Construct,
  id: string,
  { httpsForSubdomains, uploads }: HeaderChoices & { uploads: Bucket },
): ResponseHeadersPolicy =>
  policy(scope, id, {
    contentSecurityPolicy: joined([
      "img-src 'self'",
      "script-src 'self'",
      `connect-src 'self' https://${uploads.bucketRegionalDomainName}`,
      "form-action 'self'",
      // Mails, which are answered under the policy below.
      "frame-src 'self'",
    ]),
    referrer: HeadersReferrerPolicy.SAME_ORIGIN,
    includeSubdomains: httpsForSubdomains,
  })

/**
 * Headers of a mail that the console shows in a frame. A mail brings its style with it, inline. It is of no origin, so that
 * nothing in it could act as whoever is signed in, runs no script, and only opens links beside the console.
 */
export const mailHeaders = (
  scope: Construct,
  id: string,
  { httpsForSubdomains }: HeaderChoices,
): ResponseHeadersPolicy =>
  policy(scope, id, {
    contentSecurityPolicy: [
      'sandbox allow-popups allow-popups-to-escape-sandbox',
      "default-src 'none'",
      "img-src 'self' https: data:",
      "style-src 'unsafe-inline'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    frameOption: HeadersFrameOption.SAMEORIGIN,
    referrer: HeadersReferrerPolicy.NO_REFERRER,
    includeSubdomains: httpsForSubdomains,
  })
