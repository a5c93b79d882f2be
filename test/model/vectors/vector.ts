import type { Model, Scope } from '../input.ts'
import type { Permission } from '../model.ts'

/** A site, questions about it and the answers the pages give. Data only, so that anything that decides can be run on it. */
export interface Vector {
  /** The row of docs/scenarios.md or docs/requirements.md. */
  readonly number: string
  readonly title: string
  readonly model: Model
  readonly asks: readonly Ask[]
}

export type Ask = MayEnterAsk | OpenAsk | PermissionAsk

/** Instants are ISO, in UTC. */
export interface MayEnterAsk {
  readonly ask: 'mayEnter'
  readonly user: string
  readonly door: string
  readonly at: string
  readonly is: boolean
}

/** When the user may enter during a local date: half-open spans in UTC, `2026-01-15T07:00Z/2026-01-15T16:00Z`. */
export interface OpenAsk {
  readonly ask: 'open'
  readonly user: string
  readonly door: string
  readonly localDate: string
  readonly is: readonly string[]
}

export interface PermissionAsk {
  readonly ask: 'permission'
  readonly principal: string
  readonly object: string
  readonly scope: Scope
  readonly at: string
  readonly is: Permission
}
