import type { Ready, Said } from './tapped.ts'

export interface Served {
  readonly ready: Pick<Ready, 'url' | 'username' | 'password'>
  /** Taps once; when the keypad published it, once all that followed is done. */
  tap(): Promise<bigint>
  close(): Promise<void>
}

/** Says to the bench that this process is ready, and taps as often as it is told to, until the bench lets go of it. */
export function serve({ ready: { url, username, password }, tap, close }: Served): void {
  const say = (said: Said): void => void process.send?.(said)
  process.on('message', () => {
    void tap().then((publishedNs) => say({ type: 'tapped', publishedNs: String(publishedNs) }))
  })
  process.once('disconnect', () => void close())
  say({ type: 'ready', url, username, password })
}
