package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * Probability of each arm to be the best when their values are independent Beta variables: Thompson sampling of success rates as
 * numbers instead of draws, by quadrature over {@value #CELLS} cells; errors below 1e-3 while no arm has more than 10,000 rows. Keeps
 * scratch arrays: not thread-safe.
 */
final class BetaProbabilities {

    /*
     * P(i best) = integral of f_i times the product of F_j over j != i. Each density is taken at the middle of a cell and
     * scaled to sum to 1; the distribution in the middle of a cell is what lies below plus half of the cell. The vector is
     * scaled to sum to 1 in the end, so what is played is what is logged whatever the quadrature lost.
     */

    private static final int CELLS = 1024;
    private static final double[] LOG = new double[CELLS];
    private static final double[] LOG_REST = new double[CELLS];

    static {
        for (int cell = 0; cell < CELLS; cell++) {
            double p = (cell + 0.5) / CELLS;
            LOG[cell] = StrictMath.log(p);
            LOG_REST[cell] = StrictMath.log(1 - p);
        }
    }

    private final double[][] density;
    private final double[] below;
    private final double[] product = new double[CELLS];

    BetaProbabilities(int arms) {
        density = new double[arms][CELLS];
        below = new double[arms];
    }

    /** Writes P(arm is best), given both parameters of every arm, above 0. */
    void write(double[] alpha, double[] beta, double[] into) {
        int arms = density.length;
        for (int arm = 0; arm < arms; arm++) {
            fill(density[arm], alpha[arm], beta[arm]);
        }
        Arrays.fill(into, 0);
        Arrays.fill(below, 0);
        for (int cell = 0; cell < CELLS; cell++) {
            for (int arm = 0; arm < arms; arm++) {
                double rest = density[arm][cell];
                for (int other = 0; other < arms && rest > 0; other++) {
                    if (other != arm) {
                        rest *= below[other] + density[other][cell] / 2;
                    }
                }
                into[arm] += rest;
            }
            for (int arm = 0; arm < arms; arm++) {
                below[arm] += density[arm][cell];
            }
        }
        double sum = 0;
        for (double p : into) {
            sum += p;
        }
        for (int arm = 0; arm < arms; arm++) {
            into[arm] = sum > 0 ? into[arm] / sum : 1.0 / arms;
        }
    }

    private void fill(double[] cells, double alpha, double beta) {
        double most = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < CELLS; cell++) {
            product[cell] = (alpha - 1) * LOG[cell] + (beta - 1) * LOG_REST[cell];
            most = Math.max(most, product[cell]);
        }
        double sum = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            cells[cell] = StrictMath.exp(product[cell] - most);
            sum += cells[cell];
        }
        for (int cell = 0; cell < CELLS; cell++) {
            cells[cell] /= sum;
        }
    }
}
