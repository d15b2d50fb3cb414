package incoming.auth;

import java.io.IOException;

/** How a table of keys is kept: those that were created, in the file; those declared, beside it. */
record KeyTableFormat(Keys declared) implements SharedFile.Format<KeyTable> {
  @Override
  public KeyTable none() {
    return KeyTable.of(StoredKeys.NONE, declared);
  }

  @Override
  public KeyTable read(byte[] content) throws IOException {
    return KeyTable.of(StoredKeys.read(content), declared);
  }

  @Override
  public byte[] write(KeyTable table) {
    return table.stored().write();
  }
}
