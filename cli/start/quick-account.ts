import type { CloudOptions } from '#local-cloud'

/** Who tries the service out need not wait as on AWS: the account has a rate of 500/s, and starts take no longer than they must. */
export const atOnce: Pick<CloudOptions, 'sendQuota' | 'coldStartMs'> = {
  sendQuota: () => ({ max24HourSend: 50_000, maxSendRate: 500 }),
  coldStartMs: 0,
}
