import { askForUnits } from '../dynamodb/capacity.ts'
import { createItemCounts, type ItemCountOptions } from '../dynamodb/item-counts.ts'
import { createForward } from '../http/forward.ts'
import { createConditionalWrites } from '../s3/conditional-writes.ts'
import type { Call, Emulator, Request, Response } from '../types.ts'
import type { Caller } from './caller.ts'
import type { Authorise } from './check-permissions.ts'
import { accessDenied, unknownService } from './errors.ts'

type Options = {
  forward: Partial<Record<string, string>>
  emulators: Partial<Record<string, Emulator>>
  authorise: Authorise
  itemCounts: ItemCountOptions
}

/** Executes an allowed call, by an emulator behind the gateway or one of our own. */
export const createDispatchCall = ({ forward: bases, emulators, authorise, itemCounts }: Options) => {
  const forward = createForward()
  const conditional = createConditionalWrites()
  const withItemCount = createItemCounts(itemCounts)

  const ask = async (
    request: Request,
    call: Call,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<Response> => {
    const base = bases[call.service]
    const sent = askForUnits(call, request)
    if (base) {
      const send = (one: Request) => forward(base, one, signal)
      return withItemCount(call, request, await conditional(call, sent, send), send)
    }
    const emulator = emulators[call.service]
    if (emulator) return emulator(request, call, caller.principal)
    return unknownService(call.service)
  }

  // S3 hides that a key is missing from callers who may not list
  // (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions").
  const hidesMissing = (call: Call, answer: Response, { principal, credential }: Caller): boolean => {
    if (call.service !== 's3' || answer.status !== 404 || call.iamAction !== 'GetObject') return false
    const need = { action: 's3:ListBucket', resource: call.resources[0]!.split('/')[0]! }
    return authorise(call, [need], principal, credential.region) !== undefined
  }

  const carryOut = async (
    request: Request,
    call: Call,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<Response> => {
    const answer = await ask(request, call, caller, signal)
    if (!hidesMissing(call, answer, caller)) return answer
    return accessDenied('s3', 'Access Denied: no such key, and without s3:ListBucket S3 does not say so')
  }
  return Object.assign(carryOut, { end: forward.end })
}
