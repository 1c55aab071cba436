/** An operation of a service, and what it was for: `creating S3 Bucket (b)`, `S3`, `CreateBucket`. */
export interface Call {
  readonly action: string;
  readonly service: string;
  readonly operation: string;
}

export function callOf(service: string, operation: string, action: string): Call {
  return { action, service, operation };
}

/**
 * An error of AWS, in the real plugin's format: terraform-provider-aws adds what it was doing, aws-sdk-go-v2 the
 * operation, the HTTP status and the error code (without the request id, which does not exist here).
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
