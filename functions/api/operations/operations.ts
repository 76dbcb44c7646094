import type { AnyRoute } from '../routes-and-roles.ts'
import { importOperations } from './imports.ts'
import { issueOperations } from './issues.ts'
import type { Operation, OperationsOffer } from './operation.ts'
import { readerOperations } from './readers.ts'
import { segmentOperations } from './segments.ts'
import { sendOperations } from './sends.ts'
import { keyOperations, serviceOperations } from './service.ts'
import { webhookOperations } from './webhooks.ts'

/**
 * What each call of the admins' API takes and answers, by the very schemas that read it. The same routes as in `routes-and-roles.ts`, or
 * it does not compile.
 */
export const operationsOf = (offer: OperationsOffer): Record<AnyRoute, Operation> => ({
  ...issueOperations,
  ...sendOperations(offer),
  ...readerOperations,
  ...segmentOperations(offer),
  ...importOperations(offer),
  ...keyOperations,
  ...webhookOperations,
  ...serviceOperations,
})
