declare const brand: unique symbol

/** A `Value` that only one function per name may make, so that two kinds of string are not mixed up. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }
