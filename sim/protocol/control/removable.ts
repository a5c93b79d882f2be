import type { z } from 'zod'

/** A field to be changed, or taken away by `null`: JSON has no `undefined`. */
export function removable<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullable()
    .transform((value) => value ?? undefined)
    .exactOptional()
}
