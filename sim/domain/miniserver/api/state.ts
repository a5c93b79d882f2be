import type { Serial, Uuid } from '../../program/names.ts'
import type { Scope } from '../../program/program.ts'

/** The public API's part of a Miniserver: who is connected, with which token, and what the blocks show. */
export interface ApiState {
  /** Signs tokens; 64 hex, durable, never sent. Tokens themselves are not kept: their text follows from this and their claims. */
  readonly tokenKey: string
  readonly sessions: Map<string, ApiSession>
  /** By user, oldest first, at most `TOKENS_MAX`. Durable. */
  readonly tokens: Map<Uuid, readonly Token[]>
  /** By user: what peers were given for users who go on here (§3.3.11), oldest first. Volatile. */
  readonly tickets: Map<Uuid, readonly Ticket[]>
  /** One-time keys by ring: a socket's own, an address's for HTTP requests, a user's for secured commands (§5). */
  readonly keyrings: Map<string, readonly OneTimeKey[]>
  /** Failed logins by client address. Volatile: a restart forgives. */
  readonly failures: Map<string, LoginFailures>
  /** Requests without the right for them, by user (§3.4.6). Volatile. */
  readonly overreaches: Map<Uuid, Overreaches>
  /** What blocks publish, by state uuid; a state without an entry has its initial value. */
  readonly values: Map<Uuid, number | string>
  /**
   * Since when the structure file is that of this revision of the program, by the wall clock: whole seconds, later with every
   * revision, so that clients load it anew.
   */
  structure: { readonly rev: number; readonly sinceMs: number }
}

export interface ApiSession {
  readonly id: string
  readonly scope: Exclude<Scope, 'physical'>
  readonly address: string
  /** One HTTP request; its keys are those of its address. */
  readonly http: boolean
  /** Not over TLS: others on the way can read it. */
  readonly inClear: boolean
  user?: Uuid
  /** The token it logged in with. */
  token?: string
  statesEnabled: boolean
  /** When it asked for Trust Links of late, by the monotonic clock. */
  linksMonotonicMs?: readonly number[]
}

/** What a token says. Times are wall clock. `jwt` tells its spelling: a JSON Web Token, or 40 hex digits. */
export interface Token {
  readonly id: string
  readonly user: Uuid
  readonly jwt: boolean
  /** Mark of the password it was given for: with another one it ends. */
  readonly password: string
  readonly permission: number
  readonly rights: number
  readonly client: string
  readonly info: string
  /** The peer that the user came from, without a password (§3.3.11): it ends with the Trust. */
  readonly via?: Serial
  readonly issuedMs: number
  readonly validUntilMs: number
}

/** `permission`: what the token may be for, at most. `password`: as of a token. */
export interface Ticket {
  readonly text: string
  readonly via: Serial
  readonly permission: number
  readonly password: string
  readonly untilMonotonicMs: number
}

export interface OneTimeKey {
  readonly hex: string
  readonly untilMonotonicMs: number
}

export interface LoginFailures {
  readonly count: number
  readonly blockedUntilMonotonicMs: number
}

/** When a user's requests were refused, oldest first, and until when all others are, by the monotonic clock. */
export interface Overreaches {
  readonly refusedMonotonicMs: readonly number[]
  readonly lockedUntilMonotonicMs: number
}

/** Sockets that may have states enabled (§1.2). */
export const EVENT_SLOTS_MAX = 31
export const TOKENS_MAX = 32

/** Bit of a token's permission (docs/miniserver-protocol.md §1.4). */
export const PERMISSION_APP = 0x4
export const KEYS_MAX = 8
export const KEYRINGS_MAX = 4096
export const ADDRESSES_MAX = 4096

/** @param tokenKey 64 random hex digits, the same again after a restart */
export function newApiState(tokenKey: string): ApiState {
  return {
    tokenKey,
    sessions: new Map(),
    tokens: new Map(),
    tickets: new Map(),
    keyrings: new Map(),
    failures: new Map(),
    overreaches: new Map(),
    values: new Map(),
    structure: { rev: -1, sinceMs: 0 },
  }
}
