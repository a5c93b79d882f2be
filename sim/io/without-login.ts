/** An address as it may be shown: without the login that may stand in it, `mqtt://user:password@host`. */
export function withoutLogin(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//')
}
