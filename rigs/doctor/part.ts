/** One part of this machine that loxrig needs or can use. */
export interface Part {
  readonly part: string
  readonly state: 'ok' | 'missing' | 'limited'
  /** What was found, or what is not there. */
  readonly found: string
  /** The command that mends it. */
  readonly mend?: string
  /** Without it nothing runs. */
  readonly isNeeded: boolean
}

export type Examine = (env: Readonly<NodeJS.ProcessEnv>) => Promise<Part>
