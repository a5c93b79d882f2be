import type { MiniserverState } from './state.ts'

/** Keys of a unit that nothing of it may show, by what they are: for whoever looks whether they can be read somewhere (I3). */
export function keysInside({ api, trust }: MiniserverState): ReadonlyMap<string, string> {
  const tagKeys = Array.from(trust.tagKeys, ([serial, key]) => [`the key of encrypted tags of ${serial}`, key] as const)
  return new Map([['the key that signs tokens', api.tokenKey], ...tagKeys])
}
