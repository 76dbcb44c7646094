/**
 * Replaces in bundles the cache in which DynamoDB's client keeps endpoints that it discovered. Ours discovers none
 * (`endpointDiscoveryEnabled` is off unless set), and the cache's library is as large as three of our forms.
 */
export class EndpointCache {}
