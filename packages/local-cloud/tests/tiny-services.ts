// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is what Fn::Sub fills in.
import { allowService, att, permission, ref, sub } from './tiny-words.ts'

const arnOfSet = sub('arn:aws:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${Set}')

/** A sending domain whose events reach the queue through a topic. */
export const mail = {
  Domain: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'tiny.example' } },
  Set: { Type: 'AWS::SES::ConfigurationSet' },
  Destination: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: {
      ConfigurationSetName: ref('Set'),
      EventDestination: {
        MatchingEventTypes: ['delivery', 'bounce'],
        SnsDestination: { TopicARN: ref('Happened') },
      },
    },
  },
  Happened: { Type: 'AWS::SNS::Topic' },
  HappenedPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [ref('Happened')],
      PolicyDocument: { Statement: [allowService('ses', 'sns:Publish', ref('Happened'), arnOfSet)] },
    },
  },
  ToWork: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: ref('Happened'),
      Protocol: 'sqs',
      Endpoint: att('Work'),
      RawMessageDelivery: true,
    },
  },
  WorkPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [ref('Work')],
      PolicyDocument: { Statement: [allowService('sns', 'sqs:SendMessage', att('Work'), ref('Happened'))] },
    },
  },
}

const issuer = sub('https://cognito-idp.${AWS::Region}.amazonaws.com/${People}')

/** A route for signed-in users. */
export const signIn = {
  People: { Type: 'AWS::Cognito::UserPool' },
  App: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      UserPoolId: ref('People'),
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      SupportedIdentityProviders: ['COGNITO'],
      CallbackURLs: [sub('https://${Site.DomainName}/back')],
      LogoutURLs: ['https://tiny.example/'],
    },
  },
  Login: {
    Type: 'AWS::Cognito::UserPoolDomain',
    Properties: { UserPoolId: ref('People'), Domain: 'tiny' },
  },
  SignedIn: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: ref('Api'),
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [ref('App')], Issuer: issuer },
    },
  },
  Private: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Api'),
      RouteKey: 'GET /hello/{name}/private',
      AuthorizationType: 'JWT',
      AuthorizerId: ref('SignedIn'),
      Target: sub('integrations/${HelloIntegration}'),
    },
  },
  PrivatePermission: permission(
    'Serve',
    'apigateway',
    sub('arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*/hello/{name}/private'),
  ),
}

/** The bucket's files as a site. */
export const site = {
  Access: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        Name: 'tiny',
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    },
  },
  FilesPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('Files'),
      PolicyDocument: {
        Statement: [
          allowService(
            'cloudfront',
            's3:GetObject',
            sub('${Files.Arn}/*'),
            sub('arn:aws:cloudfront::${AWS::AccountId}:distribution/${Site}'),
          ),
        ],
      },
    },
  },
  Site: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        DefaultCacheBehavior: {
          TargetOriginId: 'files',
          ViewerProtocolPolicy: 'redirect-to-https',
          CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        },
        Origins: [
          {
            Id: 'files',
            DomainName: att('Files', 'RegionalDomainName'),
            OriginAccessControlId: att('Access', 'Id'),
            S3OriginConfig: { OriginAccessIdentity: '' },
          },
        ],
      },
    },
  },
}
