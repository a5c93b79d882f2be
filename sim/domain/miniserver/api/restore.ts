import type { StoreRecord } from '../effect.ts'
import { type ApiState, newApiState, type Token } from './state.ts'

/** The API's rows of a new unit: what `restoreApiState` needs to find again. */
export function apiRecords({ tokenKey }: ApiState): StoreRecord[] {
  return [{ key: 'api/token-key', value: tokenKey }]
}

/** The API as it was stored: tokens survive a restart, sessions and lock-outs do not. Undefined where nothing was stored yet. */
export function restoreApiState(records: Iterable<StoreRecord>): ApiState | undefined {
  const rows = new Map([...records].filter(({ key }) => key.startsWith('api/')).map(({ key, value }) => [key, value]))
  const tokenKey = rows.get('api/token-key')
  if (typeof tokenKey !== 'string') return undefined
  const api = newApiState(tokenKey)
  const tokens = [...rows].flatMap(([key, value]) => (key.startsWith('api/token/') ? [value as Token] : []))
  for (const token of tokens.sort((one, other) => one.issuedMs - other.issuedMs)) {
    api.tokens.set(token.user, [...(api.tokens.get(token.user) ?? []), token])
  }
  return api
}
