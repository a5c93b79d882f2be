import { z } from 'zod'

export type Json = { readonly [key: string]: unknown }

/** Collects schemas under names while a document is made, and says each as a reference. */
export interface Components {
  /** The reference to a schema; one that has a name already keeps it. */
  ref(name: string, schema: z.ZodType): Json
  /** All schemas that were named, as JSON Schema of the side they are for. */
  schemas(): Json
}

const FOLDER = '#/components/schemas/'

/** @param io which side of a schema is described: what is sent in, or what comes out */
export function components(io: 'input' | 'output'): Components {
  const registry = z.registry<{ id: string }>()
  return {
    ref(name, schema) {
      const id = registry.get(schema)?.id ?? name
      registry.add(schema, { id })
      return { $ref: `${FOLDER}${id}` }
    },
    schemas() {
      const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `${FOLDER}${id}` })
      return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]))
    },
  }
}

/** In an OpenAPI document the place of a schema is its id, and its dialect the document's. */
function bare({ $schema: _schema, $id: _id, ...schema }: object & { $schema?: unknown; $id?: unknown }): Json {
  return schema
}
