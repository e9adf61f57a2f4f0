package io.granger.examples.tutorial;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The tutorial's client: asks a hub questions over HTTP, some at a time, and says how many of the answers were right.
 *
 * <p>Arguments: the hub's URL, the number of tasks, a seed, and optionally a word. With a word it goes on only until the rollout
 * has it as its stage or status, and exit 1 says that it never did.
 */
public final class ReckonerTraffic {
    private static final int AT_A_TIME = 25;
    private static final int LINE = 500;
    private static final int LOOK = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final int tasks;
    private final SplittableRandom random;
    private final String until;
    private final int[] asked = new int[2];
    private final int[] right = new int[2];

    private ReckonerTraffic(String url, int tasks, long seed, String until) {
        this.url = url;
        this.tasks = tasks;
        this.random = new SplittableRandom(seed);
        this.until = until;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var traffic = new ReckonerTraffic(
                args[0], Integer.parseInt(args[1]), Long.parseLong(args[2]), args.length > 3 ? args[3] : "");
        try {
            System.exit(traffic.run() ? 0 : 1);
        } catch (CompletionException refused) {
            System.err.println("traffic: " + refused.getCause());
            System.exit(1);
        }
    }

    /** Whether what was waited for came. */
    private boolean run() throws IOException, InterruptedException {
        for (int done = AT_A_TIME; done <= tasks; done += AT_A_TIME) {
            askSome();
            if (!until.isEmpty() && done % LOOK == 0 && isThere()) {
                say(done);
                return true;
            }
            if (done % LINE == 0) {
                say(done);
            }
        }
        return until.isEmpty();
    }

    private void askSome() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            var question = Question.draw(random);
            all.add(http.sendAsync(request(question.task()), HttpResponse.BodyHandlers.ofString())
                    .thenAccept(answer -> count(question, answer)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    private HttpRequest request(JsonObject task) {
        return HttpRequest.newBuilder(URI.create(url + "/v1/tasks"))
                .header("content-type", "application/json")
                .header("prefer", "wait=60")
                .POST(HttpRequest.BodyPublishers.ofString(task.encode()))
                .build();
    }

    private synchronized void count(Question question, HttpResponse<String> answer) {
        var view = answer.statusCode() < 300 ? new JsonObject(answer.body()) : new JsonObject();
        var result = view.getJsonObject("result");
        if (result == null) {
            throw new IllegalStateException("a task did not end well: " + answer.statusCode() + " " + answer.body());
        }
        int arm = "treatment".equals(view.getString("arm")) ? 1 : 0;
        asked[arm]++;
        right[arm] += result.getLong("answer") == question.answer() ? 1 : 0;
    }

    private boolean isThere() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/v1/rollout")).build();
        var rollout = new JsonObject(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return until.equals(rollout.getString("stage")) || until.equals(rollout.getString("status"));
    }

    private synchronized void say(int done) {
        System.out.printf(
                Locale.ROOT,
                "  %5d tasks: heuristic %5d, %5.1f %% right%s%n",
                done,
                asked[0],
                share(0),
                asked[1] == 0 ? "" : String.format(Locale.ROOT, "; policy %5d, %5.1f %% right", asked[1], share(1)));
    }

    private double share(int arm) {
        return 100.0 * right[arm] / Math.max(1, asked[arm]);
    }
}
