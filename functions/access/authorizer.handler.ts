import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda'
import { createDatabase } from '../runtime/database.table.ts'
import { handlerOf } from '../runtime/handler.ts'
import { readSettings } from '../runtime/settings.ts'
import { createAccounts } from './accounts.store.ts'
import type { Identity } from './caller.ts'
import { createIdentify } from './identify.ts'
import { createKeysTable } from './keys.table.ts'
import { environment } from './settings.ts'
import { createVerifyToken } from './user-pool.store.ts'

const { ISSUER, CLIENT_IDS, USER_POOL_ID, ACCESS_TABLE } = readSettings('authorizer', environment.authorizer)
const identify = createIdentify({
  verifyToken: createVerifyToken({ issuer: ISSUER, clients: CLIENT_IDS.split(',') }),
  keys: createKeysTable(createDatabase(), ACCESS_TABLE),
  accounts: createAccounts(USER_POOL_ID),
  now: Date.now,
})

/**
 * Tells the functions of the admins' API who calls, and refuses strangers, whatever version of those functions is deployed:
 * API Gateway answers 403 then, `{"message":"Forbidden"}`. Whether somebody whom we know may do it is the router's to say.
 */
export const handler = handlerOf<
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult<Identity>
>().handler(async ({ headers }) => {
  const identity = await identify(headers?.authorization ?? '')
  return { isAuthorized: !('refused' in identity), context: identity }
})
