/** Which call of which service, on behalf of which resource: `creating S3 Bucket (b)`, `S3`, `CreateBucket`. */
export interface Call {
  readonly action: string;
  readonly service: string;
  readonly operation: string;
}

/**
 * A refusal by AWS, in the real plugin's form: terraform-provider-aws says what it was doing, aws-sdk-go-v2 the
 * operation, the HTTP status and the error's code (without the request's id, of which there is none here).
 */
export class AwsError extends Error {
  readonly code: string;

  constructor({ action, service, operation }: Call, status: number, code: string, message: string) {
    const error = `https response error StatusCode: ${status}, ${code}: ${message}`;
    super(`${action}: operation error ${service}: ${operation}, ${error}`);
    this.name = "AwsError";
    this.code = code;
  }
}
