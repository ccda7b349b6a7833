// class-transformer keeps what @Type() said here and ships no types for the file.
declare module 'class-transformer/cjs/storage.js' {
  const storage: { defaultMetadataStorage: import('class-transformer/types/MetadataStorage.js').MetadataStorage };
  export default storage;
}
