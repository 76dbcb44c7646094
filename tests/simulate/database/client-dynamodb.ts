/**
 * Stands in for `@aws-sdk/client-dynamodb` in the simulator (hooks.ts puts it there): what the tables use of it, without
 * the SDK's classes, which cost more to make than the memory database takes to carry them out, and more to load than all
 * of the service.
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
