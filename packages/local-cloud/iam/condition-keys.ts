/**
 * Condition keys of IAM by what a call here has of them, in lower case
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and each service's page in the
 * Service Authorization Reference).
 */
const supplied: readonly RegExp[] = [
  /^aws:(securetransport|viaawsservice|requestedregion|currenttime|epochtime|resourceaccount)$/,
  /^aws:principal(isawsservice|servicename|arn|account|type)$/,
  /^aws:source(arn|account)$/,
  /^iam:passedtoservice$/,
  /^s3:(prefix|delimiter|max-keys|tlsversion|resourceaccount|x-amz-.+)$/,
  /^ses:(fromaddress|recipients|feedbackaddress)$/,
  // Claims of an OIDC provider, whose name has a dot.
  /^[^:]+\.[^:]+:/,
]
/** Absent on AWS too: of VPCs, organisations, federated users and people with MFA. */
const absent: readonly RegExp[] = [
  /^aws:(multifactorauth(present|age)|username|federatedprovider|sourceidentity|referer)$/,
  /^aws:(sourcevpc|sourcevpce|sourcevpcarn|vpcsourceip|sourceorgid|sourceorgpaths|calledvia(first|last)?)$/,
  /^sts:externalid$/,
]

/** Whether a key that a call lacks would be missing on AWS as well. Else the local cloud cannot evaluate it. */
export const mayBeAbsent = (key: string): boolean =>
  [...supplied, ...absent].some((pattern) => pattern.test(key.toLowerCase()))
