import { readFileSync } from 'node:fs'
import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { consoleAssetsPath, consolePath, mailPath } from '../functions/console/settings.ts'
import { pathOf } from '../functions/publication/language.ts'
import type { Publication } from '../functions/publication/publication.ts'
import { edgeHeader } from '../functions/subscription/settings.ts'
import { consoleHeaders, fileHeaders, formHeaders, mailHeaders } from './security-headers.ts'
import { privateBucket } from './table-and-bucket-kinds.ts'
import type { WebApi } from './web-api.ts'

export type SiteProps = {
  publication: Publication
  api: WebApi
  /** Where the console's script puts files of readers. */
  uploads: Bucket
}

/** Paths that functions answer to readers. Everything else is a file. */
const livePaths = ['/subscribe*', '/confirm*', '/preferences*', '/unsubscribe*', '/rating*']

/** Stubs, archive, feeds and forms under one host name. When it breaks, every link in every digest is dead. */
export class Site extends Construct {
  readonly bucket: Bucket
  readonly distribution: Distribution

  constructor(scope: Construct, id: string, { publication, api, uploads }: SiteProps) {
    super(scope, id)
    const { domain, certificateArn } = publication
    this.bucket = privateBucket(this, 'Files')
    const live: BehaviorOptions = {
      origin: new HttpOrigin(api.domainName, { customHeaders: { [edgeHeader]: api.edgeKey } }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      // CloudFront compresses only what it may cache. That is welcome here: these pages contain a reader's token beside
      // text that a stranger may choose, and the size of both compressed together would reveal it (BREACH,
      // breachattack.com).
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: formHeaders(this, 'FormHeaders', publication),
    }
    const consolePolicy = consoleHeaders(this, 'ConsoleHeaders', { ...publication, uploads })
    this.distribution = new Distribution(this, 'Distribution', {
      defaultBehavior: {
        // The CDK's own types of a bucket contradict each other under exactOptionalPropertyTypes.
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket as IBucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        // Cached as long as each file says (functions/edition/model/site-file.ts), compressed by Brotli or gzip.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: fileHeaders(this, 'Headers', publication),
        functionAssociations: [
          { function: this.viewerRequest(publication), eventType: FunctionEventType.VIEWER_REQUEST },
          { function: this.viewerResponse(), eventType: FunctionEventType.VIEWER_RESPONSE },
        ],
      },
      additionalBehaviors: {
        ...Object.fromEntries(livePaths.map((path) => [path, live])),
        // Before the pages: CloudFront takes the first pattern that fits.
        [`${consoleAssetsPath}/*`]: {
          origin: live.origin,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          // The same for everybody, and kept as long as they say: so CloudFront compresses them, too.
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          compress: true,
          responseHeadersPolicy: consolePolicy,
        },
        [`${mailPath}/*`]: { ...live, responseHeadersPolicy: mailHeaders(this, 'MailHeaders', publication) },
        [`${consolePath}*`]: { ...live, responseHeadersPolicy: consolePolicy },
      },
      errorResponses: [
        // S3's answer for a missing file to whoever may not list the bucket. CloudFront replaces this status for every
        // origin, so readers' functions must not answer 403. They do answer 404, which is therefore left alone.
        {
          httpStatus: 403,
          responseHttpStatus: 404,
          responsePagePath: '/404.html',
          ttl: Duration.seconds(10),
        },
      ],
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      ...(domain &&
        certificateArn && {
          domainNames: [domain],
          certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
          // CloudFront's own certificate comes with its own choice.
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        }),
    })
    acknowledge(this.distribution)
    new CfnOutput(Stack.of(this), 'DistributionDomain', { value: this.distribution.distributionDomainName })
  }

  private viewerRequest({ languages }: Publication): EdgeFunction {
    const folders = `const folders = ${JSON.stringify(languages.map(pathOf))}\n`
    return this.edgeFunction('ViewerRequest', folders + textOf('./viewer-request.js'))
  }

  private viewerResponse(): EdgeFunction {
    return this.edgeFunction('ViewerResponse', textOf('./viewer-response.js'))
  }

  private edgeFunction(id: string, code: string): EdgeFunction {
    return new EdgeFunction(this, id, {
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(code),
    })
  }
}

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')

const acknowledge = (distribution: Distribution) => {
  const reasons = {
    CFR1: 'The magazine is for readers everywhere.',
    CFR2: 'Files are static, forms are throttled by the API; a firewall is a choice of whoever deploys.',
    CFR3: 'This kind of log would hold readers’ addresses beside the signed links in their queries; page-views.ts has another.',
    CFR4: 'Without a domain of its own the site has CloudFront’s certificate, and with it CloudFront’s choice of TLS.',
  }
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(distribution).acknowledge({ id: `AwsSolutions-${rule}`, reason })
  }
}
