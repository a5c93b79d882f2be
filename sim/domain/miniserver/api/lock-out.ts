import type { Stamp } from '../../time.ts'
import { ADDRESSES_MAX, type ApiState } from './state.ts'

/** Failed logins in a row after which an address is shut out, and for how long: the numbers of code 429 (§1.5) [P]. */
const FAILURES_MAX = 5
const BLOCK_MS = 300_000

/** Whole seconds for which an address is still shut out; 0 when it is not. Counted by the monotonic clock. */
export function blockedSeconds(api: ApiState, address: string, at: Stamp): number {
  const until = api.failures.get(address)?.blockedUntilMonotonicMs ?? 0
  return Math.max(0, Math.ceil((until - at.monotonicMs) / 1000))
}

/** Notes a failed login; the fifth in a row shuts its address out. */
export function countFailure(api: ApiState, address: string, at: Stamp): void {
  const { failures } = api
  const count = (failures.get(address)?.count ?? 0) + 1
  failures.delete(address)
  failures.set(
    address,
    count < FAILURES_MAX
      ? { count, blockedUntilMonotonicMs: 0 }
      : { count: 0, blockedUntilMonotonicMs: at.monotonicMs + BLOCK_MS },
  )
  const oldest = failures.keys().next().value
  if (failures.size > ADDRESSES_MAX && oldest !== undefined) failures.delete(oldest)
}

/** Clients read the seconds from the end of the text (docs/miniserver-protocol.md §1.5). */
export function blockedReason(seconds: number): string {
  return `Access denied (${seconds})`
}
