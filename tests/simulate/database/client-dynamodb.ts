/**
 * Replaces `@aws-sdk/client-dynamodb` in the simulator (see hooks.ts), as far as the tables use it. Creating the SDK's
 * classes takes longer than the memory database needs to execute them, and loading them longer than the whole service.
 */
class Command {
  readonly input: object
  constructor(input: object) {
    this.input = input
  }
}
export class BatchGetItemCommand extends Command {}
export class BatchWriteItemCommand extends Command {}
export class DeleteItemCommand extends Command {}
export class DescribeTableCommand extends Command {}
export class GetItemCommand extends Command {}
export class PutItemCommand extends Command {}
export class QueryCommand extends Command {}
export class UpdateItemCommand extends Command {}

type Answer = { name?: string; message: string; $metadata: { httpStatusCode: number } }

export class DynamoDBServiceException extends Error {
  readonly $fault = 'client'
  readonly $metadata: Answer['$metadata']
  constructor({ name, message, $metadata }: Answer) {
    super(message)
    if (name) this.name = name
    this.$metadata = $metadata
  }
}
export class ConditionalCheckFailedException extends DynamoDBServiceException {
  override name = 'ConditionalCheckFailedException'
}
