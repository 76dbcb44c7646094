/** Short helpers for hand-written CloudFormation. */
export const att = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] })
export const ref = (id: string) => ({ Ref: id })
export const sub = (text: string) => ({ 'Fn::Sub': text })
export const allow = (Action: string | string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource })

/** A statement of a resource's policy: allows a service to act, for one source. */
export const allowService = (service: string, Action: string, Resource: unknown, source: unknown) => ({
  ...allow(Action, Resource),
  Principal: { Service: `${service}.amazonaws.com` },
  Condition: { ArnEquals: { 'aws:SourceArn': source } },
})

/** Lets a service invoke a function, for one source. */
export const permission = (functionId: string, service: string, SourceArn: unknown) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: att(functionId),
    Principal: `${service}.amazonaws.com`,
    SourceArn,
  },
})
