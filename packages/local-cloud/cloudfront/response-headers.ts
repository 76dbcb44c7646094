import type { Resources, Response } from '../types.ts'

type Flagged = { Override?: boolean | string }
type Config = {
  SecurityHeadersConfig?: {
    ContentSecurityPolicy?: Flagged & { ContentSecurityPolicy: string }
    ContentTypeOptions?: Flagged
    FrameOptions?: Flagged & { FrameOption: string }
    ReferrerPolicy?: Flagged & { ReferrerPolicy: string }
    StrictTransportSecurity?: Flagged & {
      AccessControlMaxAgeSec: number
      IncludeSubdomains?: boolean
      Preload?: boolean
    }
    XSSProtection?: Flagged & { Protection: boolean; ModeBlock?: boolean; ReportUri?: string }
  }
  CustomHeadersConfig?: { Items: (Flagged & { Header: string; Value: string })[] }
  RemoveHeadersConfig?: { Items: { Header: string }[] }
  CorsConfig?: unknown
}

type Entry = [name: string, value: string, override: Flagged['Override']]

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
const managed: Record<string, Entry[]> = {
  '67f7725c-6f97-4210-82d7-5512b31e9d03': [
    ['referrer-policy', 'strict-origin-when-cross-origin', false],
    ['strict-transport-security', 'max-age=31536000', false],
    ['x-content-type-options', 'nosniff', true],
    ['x-frame-options', 'SAMEORIGIN', false],
    ['x-xss-protection', '1; mode=block', false],
  ],
}

/**
 * Applies the behaviour's response headers policy.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 * @throws for a policy that is not known here
 */
export const withPolicy = (
  headers: Response['headers'],
  resources: Resources,
  id: string | undefined,
): Response['headers'] => {
  if (!id) return headers
  const policy = resources
    .ofType('AWS::CloudFront::ResponseHeadersPolicy')
    .find(({ physicalId }) => physicalId === id)
  const config = policy?.properties.ResponseHeadersPolicyConfig as Config | undefined
  const entries = config ? entriesOf(config) : managed[id]
  if (!entries)
    throw new Error(`ResponseHeadersPolicy ${id} is neither in the template nor known to the local cloud`)
  const removed = (config?.RemoveHeadersConfig?.Items ?? []).map(({ Header }) => Header.toLowerCase())
  const result = Object.fromEntries(Object.entries(headers).filter(([name]) => !removed.includes(name)))
  for (const [name, value, override] of entries)
    if (String(override) === 'true' || result[name] === undefined) result[name] = value
  return result
}

const entriesOf = ({
  SecurityHeadersConfig: security = {},
  CustomHeadersConfig,
  CorsConfig,
}: Config): Entry[] => {
  if (CorsConfig) throw new Error('a ResponseHeadersPolicy with CorsConfig is not known to the local cloud')
  const { ContentSecurityPolicy: csp, ContentTypeOptions: type, FrameOptions: frame } = security
  const { ReferrerPolicy: referrer, StrictTransportSecurity: hsts, XSSProtection: xss } = security
  return [
    ...(csp ? [['content-security-policy', csp.ContentSecurityPolicy, csp.Override] as Entry] : []),
    ...(type ? [['x-content-type-options', 'nosniff', type.Override] as Entry] : []),
    ...(frame ? [['x-frame-options', frame.FrameOption, frame.Override] as Entry] : []),
    ...(referrer ? [['referrer-policy', referrer.ReferrerPolicy, referrer.Override] as Entry] : []),
    ...(hsts ? [['strict-transport-security', hstsText(hsts), hsts.Override] as Entry] : []),
    ...(xss ? [['x-xss-protection', xssText(xss), xss.Override] as Entry] : []),
    ...(CustomHeadersConfig?.Items ?? []).map(
      ({ Header, Value, Override }): Entry => [Header.toLowerCase(), Value, Override],
    ),
  ]
}

type Security = Required<NonNullable<Config['SecurityHeadersConfig']>>

const hstsText = ({
  AccessControlMaxAgeSec,
  IncludeSubdomains,
  Preload,
}: Security['StrictTransportSecurity']) =>
  [`max-age=${AccessControlMaxAgeSec}`, IncludeSubdomains && 'includeSubDomains', Preload && 'preload']
    .filter(Boolean)
    .join('; ')

const xssText = ({ Protection, ModeBlock, ReportUri }: Security['XSSProtection']) =>
  [Protection ? '1' : '0', ModeBlock && 'mode=block', ReportUri && `report=${ReportUri}`]
    .filter(Boolean)
    .join('; ')
