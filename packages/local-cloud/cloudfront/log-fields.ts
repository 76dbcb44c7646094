import type { Request, Response } from '../types.ts'

/** A request of a viewer, and what they were answered. */
export type Logged = { at: number; request: Request; response: Response }

const instant = ({ at }: Logged) => new Date(at).toISOString()
const header = ({ request }: Logged, name: string) => request.headers[name] || '-'

/**
 * The fields of a standard log that are known here. All values are texts; what is missing is `-`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html#BasicDistributionFileFormat
 */
export const logFields: Record<string, (logged: Logged) => string> = {
  date: (logged) => instant(logged).slice(0, 10),
  time: (logged) => instant(logged).slice(11, 19),
  'c-ip': () => '127.0.0.1',
  'cs-method': ({ request }) => request.method,
  'cs(Host)': (logged) => header(logged, 'host'),
  'cs-uri-stem': ({ request }) => request.path,
  'cs-uri-query': ({ request }) => request.query || '-',
  'sc-status': ({ response }) => String(response.status),
  'cs(Referer)': (logged) => header(logged, 'referer'),
  'cs(User-Agent)': (logged) => encodeURI(header(logged, 'user-agent')),
}
