import type { Remote } from '../intercommunication/remote.ts'

/** A setting of the unit that is not as it is by default. */
export type Setting =
  | { readonly name: 'schedule-combination'; readonly strategy: ScheduleCombination }
  /** What the Miniserver is called from now on; its serial stays (C14). */
  | { readonly name: 'miniserver-name'; readonly title: string }
  /** Titles of the five custom fields of users; an empty one keeps its default. */
  | { readonly name: 'custom-fields'; readonly titles: readonly string[] }
  /** When the Access tab is shown (AMB-12): with any reader's block, or with an NFC Code Touch's only. */
  | { readonly name: 'access-tab'; readonly shownWith: 'any-reader' | 'nfc-code-touch' }
  /** Whether consumers of this unit's users get the keys of the tags that were learned here (P-34); by default they do. */
  | { readonly name: 'share-tag-keys'; readonly isShared: boolean }
  /** Whether the unit answers as real ones were seen to, where that is beside the documents (P-84); by default it does not. */
  | { readonly name: 'field-quirks'; readonly isOn: boolean }
  /** What the unit calls itself in Network Intercommunication, and whom it knows there, each id once; by default it has none. */
  | { readonly name: 'intercommunication'; readonly id: string; readonly remotes: readonly Remote[] }

/** How access schedules of a user and of the user's groups go together (AMB-13); `union` by default. */
export const SCHEDULE_COMBINATIONS = ['union', 'user-overrides', 'intersection'] as const
export type ScheduleCombination = (typeof SCHEDULE_COMBINATIONS)[number]
