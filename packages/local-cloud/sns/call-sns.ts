import { awsHeaders } from '../emulators/emulators.ts'
import { post } from '../http/post.ts'
import type { Deployment } from '../template/resource-kind.ts'

/** A call in SNS's query protocol, directly to the emulator. @returns the answer's XML */
export const callSns = async (
  { emulators, place }: Pick<Deployment, 'emulators' | 'place'>,
  parameters: Record<string, string>,
) => {
  const { authorization } = awsHeaders('sns', place.region, '', '1.0')
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams({ Version: '2010-03-31', ...parameters })
  const { status, text: xml } = await post(emulators.sns, headers, String(body))
  if (status !== 200) throw new Error(`SNS.${parameters.Action}: ${/<Message>(.*?)</s.exec(xml)?.[1] ?? xml}`)
  return xml
}
