package io.granger.examples.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** A Lucene index on disk. Safe from any thread; what was put is on disk when the call returns. */
public final class DocumentIndex implements AutoCloseable {

    /** Field that names a document; putting another document of the same name replaces the first. */
    public static final String NAME = "name";

    /** Field with the words of a document. */
    public static final String TEXT = "text";

    private final Directory directory;
    private final IndexWriter writer;
    // A thread of its own: the interrupt that ends a late call would close Lucene's files under all other calls.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("document-index").daemon().factory());

    /** Opens the index in this directory, or makes one. */
    public DocumentIndex(Path path) throws IOException {
        directory = FSDirectory.open(path);
        writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()));
    }

    /** Puts one document, which must have the field {@link #NAME}, in place of one of the same name. */
    public void put(String name, Document document) throws IOException, InterruptedException {
        try {
            thread.submit(() -> {
                        writer.updateDocument(new Term(NAME, name), document);
                        return writer.commit();
                    })
                    .get();
        } catch (ExecutionException failed) {
            throw new IOException("the index cannot be written: " + failed.getCause(), failed);
        }
    }

    /** How many documents there are. */
    public int size() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            return reader.numDocs();
        }
    }

    /** How many documents have this word in their text. */
    public int count(String word) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            return new IndexSearcher(reader).count(new TermQuery(new Term(TEXT, word)));
        }
    }

    @Override
    public void close() throws IOException {
        thread.close();
        writer.close();
        directory.close();
    }
}
